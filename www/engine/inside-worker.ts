/** The worker of inside.ts: its first message says that it was allowed to start. */
import "./listen";

postMessage("here");
