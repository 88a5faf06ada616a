// A network's epoch and a picture of its decisions in wasm, against the same network with an object a neuron and a link
// in plain JavaScript, in the same process.
import { readFileSync } from "node:fs";
import * as engine from "../pkg/learning_rate_playground.js";
import * as plain from "./network.js";
import { median, table } from "./print.js";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const SIZES = [2, 8, 8, 8, 8, 8, 8, 1];
const [SAMPLES, BATCH, RATE, ALPHA, SEED] = [250, 10, 0.01, 0.0001, 42];
const EPOCHS = 200;
const ROUNDS = 15; // of which the median counts
const ASKED = 0.2;

const random = new plain.RandomState(7);
const points = Array.from({ length: SAMPLES }, () => {
  const x = [2 * random.double() - 1, 2 * random.double() - 1];
  return { x, y: x[0] * x[0] + x[1] * x[1] < 0.5 ? 1 : 0 };
});
const experiment = (epochs) => ({
  loss: {
    name: "mlp",
    data: { X: points.map(({ x }) => x), y: points.map(({ y }) => y) },
    hidden_layer_sizes: SIZES.slice(1, -1),
    activation: "tanh",
    alpha: ALPHA,
  },
  epochs,
  seed: SEED,
  hikers: [{ optimizer: { name: "SGD", lr: RATE }, batch_size: BATCH }],
});

// The order of the samples, by numpy's rules: the draws of the start first.
const drawn = new plain.RandomState(SEED);
const { start } = engine.landscape(experiment(1));
start.forEach(() => drawn.double());
const orders = [];
for (let epoch = 0, last = points.map((_, i) => i); epoch < EPOCHS; epoch++) {
  last = drawn.permutation(SAMPLES).map((i) => last[i]);
  orders.push(last);
}

function plainRun(epochs) {
  const network = plain.buildNetwork(SIZES, plain.TANH, start);
  const losses = [plain.getLoss(network, points, ALPHA)];
  for (let k = 0; k < epochs; k++)
    losses.push(plain.oneEpoch(network, points, orders[k], BATCH, RATE, ALPHA));
  return { network, losses };
}

const view = { x: [-1, 1], y: [-1, 1], width: 100, height: 100 };
const close = (a, b) =>
  a.length === b.length && a.every((x, k) => Math.abs(x - b[k]) <= 1e-6 * Math.max(1, Math.abs(x)));
const [trace] = engine.run(experiment(EPOCHS)).hikers;
const { network, losses } = plainRun(EPOCHS);
const params = trace.params.slice(-trace.dim);
const ours = () => engine.decisions(experiment(1), params, view);
const theirs = () => plain.picture(network, view);
if (!close(trace.loss, losses)) throw new Error("The plain network's losses are not the engine's.");
if (!close(ours(), theirs())) throw new Error("The plain network's picture is not the engine's.");

/** Milliseconds of each, the median of rounds taken in turns, so that noise meets both alike. */
function race(...works) {
  const times = works.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    works.forEach((work, i) => {
      const began = performance.now();
      work();
      times[i].push(performance.now() - began);
    });
  return times.map(median);
}

/** What one epoch more takes: a run of many less a run of few, so that what a run costs at all does not count. */
function epoch(run) {
  const [few, many] = [EPOCHS / 10, EPOCHS];
  return [() => run(few), () => run(many)];
}
const [fewWasm, manyWasm, fewPlain, manyPlain] = race(
  ...epoch((n) => engine.run(experiment(n))),
  ...epoch(plainRun),
);
const pictures = race(ours, theirs);
const each = (few, many) => (many - few) / (0.9 * EPOCHS);
const row = (label, wasm, js) => {
  const ratio = wasm / js;
  return [
    label,
    (1000 * wasm).toFixed(0),
    (1000 * js).toFixed(0),
    ratio.toFixed(3),
    `≤ ${ASKED}`,
    ratio <= ASKED ? "yes" : "no",
  ];
};
table(
  `Network ${SIZES.join("-")}, tanh: microseconds (medians of ${ROUNDS}), wasm against plain JavaScript\n` +
    `epoch: ${SAMPLES} points in batches of ${BATCH}, and the loss after it; picture: its decisions at ${view.width} × ${view.height} points`,
  ["", "wasm", "JS", "ratio", "asked", "within"],
  [row("epoch", each(fewWasm, manyWasm), each(fewPlain, manyPlain)), row("picture", ...pictures)],
);
