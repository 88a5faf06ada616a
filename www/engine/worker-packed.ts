/** The worker of assets-packed.ts: its first message says that it was allowed to start. */
import "./worker";

postMessage("here");
