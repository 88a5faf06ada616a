// The map of outcomes on one thread, against plain JavaScript and against the same Rust natively; and by two workers
// against one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import { initSync, landscape, outcomeMap } from "../pkg/learning_rate_playground.js";
import { run } from "../scripts/command.mjs";
import * as plain from "./plain.js";
import { median, table } from "./print.js";

initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const SIZE = 256; // pixels a side
const STEPS = 200;
const ROUNDS = 15; // of which the medians count
const WARM = 20; // times: so long the engine's code is compiled anew while it runs
const BANDS = 16; // a map is cut into for the workers, as the page cuts it
const SGD = (lr) => ({ name: "SGD", momentum: 0.9, lr });
const ADAM = (lr) => ({ name: "Adam", lr });
/** What is asked: times the speed of JavaScript. */
const WALKS = [
  ["himmelblau", SGD(1e-3), 4],
  ["himmelblau", ADAM(0.05), 4],
  ["rastrigin", SGD(1e-4), 3],
  ["rastrigin", ADAM(0.02), 3],
  ["rosenbrock", SGD(1e-4)],
  ["rosenbrock", ADAM(0.01)],
  ["mountain", SGD(0.02)],
  ["mountain", ADAM(0.05)],
];

run("cargo build --release --quiet --locked --example native");
const native = spawn("target/release/examples/native", { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: native.stdout })[Symbol.asyncIterator]();
async function natively(job) {
  native.stdin.write(JSON.stringify(job) + "\n");
  return Number((await answers.next()).value);
}

const workers = [0, 1].map(() => new Worker(new URL("map-worker.mjs", import.meta.url)));
/** The bands of the view, each to the first of so many workers that has nothing to do. */
async function together({ experiment, view }, count) {
  const [bottom, top] = view.y;
  const edge = (k) => top - ((top - bottom) * k) / BANDS;
  let next = 0;
  const busy = async (worker) => {
    while (next < BANDS) {
      const band = { ...view, y: [edge(next + 1), edge(next)], height: view.height / BANDS };
      next++;
      worker.postMessage({ experiment, view: band });
      await once(worker, "message");
    }
  };
  await Promise.all(workers.slice(0, count).map(busy));
}

async function timed(work) {
  const began = performance.now();
  const took = await work();
  return took ?? performance.now() - began;
}

const losses = new Float64Array(STEPS + 1);
const rows = [];
for (const [surface, optimizer, asked] of WALKS) {
  const experiment = { loss: { name: surface }, steps: STEPS, hikers: [{ optimizer }] };
  const view = { ...landscape(experiment).view, width: SIZE, height: SIZE };
  const job = { experiment, view };
  const byHand = () => {
    const [[x0, x1], [y0, y1]] = [view.x, view.y];
    for (let j = 0; j < SIZE; j++)
      for (let i = 0; i < SIZE; i++) {
        const [x, y] = [x0 + ((i + 0.5) * (x1 - x0)) / SIZE, y1 - ((j + 0.5) * (y1 - y0)) / SIZE];
        plain[surface](x, y, optimizer.lr, STEPS, optimizer.name === "Adam", losses, null);
      }
  };
  // Beside each other what is compared most finely.
  const runners = [
    () => void byHand(),
    () => void outcomeMap(experiment, view),
    () => natively(job),
    () => together(job, 1),
    () => together(job, 2),
  ];
  const times = runners.map(() => []);
  for (let round = 0; round < WARM; round++) runners[1]();
  for (const work of runners) await work();
  for (let round = 0; round < ROUNDS; round++)
    for (const [k, work] of runners.entries()) times[k].push(await timed(work));
  const ratio = (a, b) => median(times[a].map((time, round) => time / times[b][round]));
  const faster = ratio(0, 1);
  rows.push([
    `${surface}, ${optimizer.name}`,
    ...[1, 0, 2].map((k) => median(times[k]).toFixed(0)),
    `${faster.toFixed(2)} ×`,
    asked ? `${asked} ×` : "",
    asked ? (faster >= asked ? "yes" : "no") : "",
    ratio(2, 1).toFixed(2),
    `${ratio(3, 4).toFixed(2)} ×`,
  ]);
}
native.stdin.end();
await Promise.all(workers.map((worker) => worker.terminate()));

table(
  `outcomeMap, ${SIZE} × ${SIZE} pixels, ${STEPS} steps: milliseconds, medians of ${ROUNDS}; ratios are those of the same round`,
  ["", "wasm", "JS", "native", "of JS", "asked", "reached", "of native (0.9)", "2 workers of 1 (1.7)"],
  rows,
);
