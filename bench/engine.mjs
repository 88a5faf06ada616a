// Steps a second of the engine in wasm, against the same walks in plain JavaScript in the same process.
import { readFileSync } from "node:fs";
import { clock } from "./clock.js";
import * as engine from "../pkg/learning_rate_playground.js";
import * as plain from "./plain.js";
import { median, quantile, table } from "./print.js";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const OPTIMIZERS = { "SGD, momentum": { name: "SGD", momentum: 0.9 }, Adam: { name: "Adam" } };
// A rate that arrives, by optimizer in their order; rates above it are not swept, so that every walk is a whole one.
const RATES = {
  rosenbrock: [1e-4, 0.01],
  himmelblau: [1e-3, 0.05],
  rastrigin: [1e-4, 0.02],
  mountain: [0.02, 0.05],
};
const RUN = 1000; // steps
const SWEPT = 200; // rates of RUN steps
const MAP = { width: 256, height: 256 };
const MAP_STEPS = 200;
const PLAIN_ROWS = 4; // every so many rows are walked in JavaScript, for the time it takes
const CALLS = 2000; // of `run`, for its median and p95
const SHORTEST = 5; // milliseconds a measurement takes at least
const FEWEST = 3; // measurements, of which the median counts
const ENOUGH = 250; // milliseconds of them

/** Million steps a second of each: medians, measured in turns, so that noise meets all alike. */
function race(...runners) {
  const works = runners.map(([work]) => work);
  const repeats = works.map((work) => {
    work(); // warm: from then on it is compiled by the optimizing compilers
    const began = clock();
    work();
    return Math.ceil(SHORTEST / Math.max(clock() - began, 0.01));
  });
  const times = works.map(() => []);
  const end = clock() + ENOUGH;
  while (times[0].length < FEWEST || clock() < end)
    works.forEach((work, i) => {
      const began = clock();
      for (let k = 0; k < repeats[i]; k++) work();
      times[i].push((clock() - began) / repeats[i]);
    });
  return runners.map(([, steps], i) => steps / median(times[i]) / 1000);
}

const losses = new Float64Array(RUN + 1);
const throughput = [];
const single = [];

for (const [surface, rates] of Object.entries(RATES)) {
  const walk = plain[surface];
  Object.entries(OPTIMIZERS).forEach(([label, optimizer], i) => {
    const [lr, adam] = [rates[i], label === "Adam"];
    const experiment = { loss: { name: surface }, steps: RUN, hikers: [{ optimizer: { ...optimizer, lr } }] };
    const { start: [x, y], view } = engine.landscape(experiment); // prettier-ignore

    const [trace] = engine.run(experiment).hikers;
    if (walk(x, y, lr, RUN, adam, losses, null) !== RUN + 1 || !alike(trace.loss, losses))
      throw new Error(`The plain loop on ${surface} with ${label} is not the engine's walk.`);

    const plainRun = () => {
      const [path, loss, lrs] = [
        new Float64Array(2 * RUN + 2),
        new Float64Array(RUN + 1),
        new Float64Array(RUN + 1),
      ];
      walk(x, y, lr, RUN, adam, loss, path);
      lrs.fill(lr);
    };
    const lrs = Float64Array.from({ length: SWEPT }, (_, k) => 1e-5 * (lr / 1e-5) ** (k / (SWEPT - 1)));
    const plainSweep = () => {
      let steps = 0;
      for (let k = 0; k < SWEPT; k++) steps += walk(x, y, lrs[k], RUN, adam, losses, null) - 1;
      return steps;
    };
    const short = { ...experiment, steps: MAP_STEPS };
    const grid = { ...view, ...MAP };
    const ends = new Float64Array(MAP.width * MAP.height);
    const plainMap = () => {
      let steps = 0;
      const [[x0, x1], [y0, y1]] = [view.x, view.y];
      for (let row = 0, k = 0; row < MAP.height; row += PLAIN_ROWS)
        for (let column = 0; column < MAP.width; column++, k++) {
          const px = x0 + ((column + 0.5) * (x1 - x0)) / MAP.width;
          const py = y1 - ((row + 0.5) * (y1 - y0)) / MAP.height;
          const records = walk(px, py, lr, MAP_STEPS, adam, losses, null);
          ends[k] = losses[records - 1];
          steps += records - 1;
        }
      return steps;
    };

    const run = () => engine.run(experiment);
    const sweep = () => engine.sweep(experiment, lrs);
    const strip = () => engine.strip(experiment, 1e-5, lr, SWEPT);
    const map = () => engine.outcomeMap(short, grid);
    const swept = plainSweep();
    const mapped = map().records.reduce((steps, records) => steps + Math.max(0, records - 1), 0);
    const speeds = [
      race([run, RUN], [plainRun, RUN]),
      race([sweep, swept], [strip, swept], [plainSweep, swept]),
      race([map, mapped], [plainMap, plainMap()]),
    ];
    const cells = speeds.map((speed) => {
      const [wasm, js] = [speed[0], speed.at(-1)];
      return [...speed.map((s) => s.toFixed(1)), `${(wasm / js).toFixed(2)} ×`];
    });
    throughput.push([`${surface}, ${label}`, ...cells.flat()]);

    const calls = Array.from({ length: CALLS }, () => {
      const began = performance.now();
      engine.run(experiment);
      return performance.now() - began;
    });
    const [middle, p95] = [median(calls), quantile(calls, 0.95)];
    single.push([
      `${surface}, ${label}`,
      "< 0.1",
      middle.toFixed(3),
      p95.toFixed(3),
      middle < 0.1 ? "yes" : "no",
    ]);
  });
}

/** Whether two walks agree to what rounding leaves. */
function alike(a, b) {
  return (
    a.length === b.length && a.every((loss, k) => Math.abs(loss - b[k]) <= 1e-6 * (1e-6 + Math.abs(loss)))
  );
}

table(
  `Engine: million steps a second, wasm against plain JavaScript (medians, of processor time)\n` +
    `run: one hiker of ${RUN} steps, border crossed; sweep, strip: ${SWEPT} rates; map: outcomeMap ${MAP.width} × ${MAP.height} × ${MAP_STEPS}`,
  ["", "run", "JS", "ratio", "sweep", "strip", "JS", "ratio", "map", "JS", "ratio"],
  throughput,
);
table(
  `run alone, ${RUN} steps: milliseconds of ${CALLS} calls`,
  ["", "asked", "median", "p95", "median within"],
  single,
);

/** Microseconds an epoch of 500 points one by one: the slope of a run's time over its epochs, as time_sklearn.py has it. */
function epoch() {
  const data = { name: "make_regression", n_samples: 500, n_features: 1, noise: 20, random_state: 42 };
  const hikers = [{ optimizer: { name: "SGD", lr: 0.01 }, batch_size: 1 }];
  const fastest = (epochs) => {
    const times = Array.from({ length: 5 }, () => {
      const began = clock();
      engine.run({ loss: { name: "squared_error", data }, epochs, seed: 42, hikers });
      return clock() - began;
    });
    return Math.min(...times);
  };
  const [few, many] = [100, 5000];
  fastest(many);
  return median(Array.from({ length: 5 }, () => (1000 * (fastest(many) - fastest(few))) / (many - few)));
}

console.log(
  `\nSGD on 500 points one by one, loss and metrics recorded: ${epoch().toFixed(1)} µs an epoch ` +
    `(scikit-learn's, on this machine: python tests/reference/time_sklearn.py)`,
);
