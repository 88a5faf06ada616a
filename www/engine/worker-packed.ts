/** The worker of assets-packed.ts: its first message says that it could start. */
import "./worker";

postMessage("here");
