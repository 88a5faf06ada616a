// How long advice takes in a worker: on every surface, with some optimizers, 500 steps.
import { readFileSync } from "node:fs";
import { clock } from "./clock.js";
import * as engine from "../pkg/learning_rate_playground.js";
import { table } from "./print.js";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const ASKED = 300; // milliseconds
const STEPS = 500;
const optimizers = [{ name: "SGD" }, { name: "SGD", momentum: 0.9 }, { name: "Adam" }];

const rows = [];
for (const { name: loss, args } of engine.catalogue().losses) {
  if (args.some(({ required }) => required)) continue; // of data, or typed
  for (const optimizer of optimizers) {
    const took = [1e-4, 0.01, 1].map((lr) => {
      const experiment = {
        loss: { name: loss },
        steps: STEPS,
        hikers: [{ optimizer: { ...optimizer, lr } }],
      };
      const began = clock();
      engine.advise(experiment, 0);
      return clock() - began;
    });
    rows.push([`${loss}, ${optimizer.name}${optimizer.momentum ? ", momentum" : ""}`, Math.max(...took)]);
  }
}
rows.sort(([, a], [, b]) => b - a);
const within = rows.filter(([, took]) => took <= ASKED).length;
table(
  `Advice, ${STEPS} steps: the slowest of three rates, asked ${ASKED} ms; within it ${within} of ${rows.length}. The ten slowest:`,
  ["", "ms"],
  rows.slice(0, 10).map(([name, took]) => [name, took.toFixed(0)]),
);
