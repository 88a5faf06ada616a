// Of bench/map.mjs: maps of outcomes in a worker, as the page's workers make them.
import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { initSync, outcomeMap } from "../pkg/learning_rate_playground.js";

initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
parentPort.on("message", ({ experiment, view }) => {
  const { loss, x, y, records } = outcomeMap(experiment, view);
  parentPort.postMessage(records.length, [loss.buffer, x.buffer, y.buffer, records.buffer]);
});
