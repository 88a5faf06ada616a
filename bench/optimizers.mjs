// Nanoseconds a step of each optimizer in wasm, against the same walk by hand in plain JavaScript in the same process.
import { readFileSync } from "node:fs";
import { clock } from "./clock.js";
import * as engine from "../pkg/learning_rate_playground.js";
import * as plain from "./optimizers.js";
import { median, table } from "./print.js";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const SURFACE = { name: "rosenbrock" };
const NETWORK = { name: "mlp", data: { name: "make_moons" }, hidden_layer_sizes: [8] };
const STEPS = 1000;
const CHECKED = 50; // steps of which the losses are compared
const ALIKE = 1e-9; // how far they may be apart, of the loss
const ROUNDS = 15; // of which the medians count
const SHORTEST = 5; // milliseconds a measurement takes at least
const WARM = 100; // milliseconds before the first, in which the optimizing compilers come to it

/** Where the rate that the catalogue begins with does not stay finite; for the last two, where it soon comes to rest. */
const RATES = { SGD: 1e-4, RAdam: 0.01, ASGD: 1e-4, ScheduleFreeSGD: 0.01, LBFGS: 1e-4, Newton: 0.01 };

/** Milliseconds of each in every round; they take turns, so that noise meets all alike. */
function race(works) {
  const repeats = works.map((work) => {
    let calls = 0;
    for (const began = clock(); clock() - began < WARM; calls++) work();
    return Math.ceil((SHORTEST / WARM) * calls);
  });
  const times = works.map(() => []);
  for (let round = 0; round < ROUNDS; round++)
    works.forEach((work, i) => {
      const began = clock();
      for (let k = 0; k < repeats[i]; k++) work();
      times[i].push((clock() - began) / repeats[i]);
    });
  return times;
}

const walks = (loss, optimizer, steps = STEPS) => ({ loss, steps, hikers: [{ optimizer }] });
const alike = (ours, theirs) =>
  ours.subarray(0, CHECKED + 1).every((loss, k) => Math.abs(loss - theirs[k]) <= ALIKE * Math.abs(loss));
const { start: [x, y], unfit } = engine.landscape(walks(SURFACE, { name: "SGD", lr: 1 })); // prettier-ignore
const notes = [];

/** The walk by hand, once it is known to be the engine's. */
function byHand(label, optimizer, walk) {
  const { name, lr } = optimizer;
  if (!walk) throw new Error(`${name} has no walk in bench/optimizers.js.`);
  const run = () => {
    const losses = new Float64Array(STEPS + 1);
    walk(x, y, lr, losses, new Float64Array(2 * STEPS + 2));
    return losses;
  };
  const [{ loss, evaluations }] = engine.run(walks(SURFACE, optimizer)).hikers;
  if (loss.length !== STEPS + 1) throw new Error(`${label} does not stay finite at a rate of ${lr}.`);
  const losses = run();
  // A walk that broke off has left zeros.
  if (!alike(loss, losses) || losses[STEPS] === 0)
    throw new Error(`The plain walk of ${label} is not the engine's.`);
  const slopes = evaluations[STEPS] / STEPS;
  if (slopes > 1) notes.push(`${label} takes ${slopes.toFixed(0)} slopes a step; a Hessian counts as two.`);
  return run;
}

const entrants = engine.catalogue().optimizers.flatMap(({ name, args }) => {
  const lr = RATES[name] ?? args.find((arg) => arg.name === "lr").initial;
  const alone = [name, { name, lr }, plain[name]];
  return name === "SGD"
    ? [alone, ["SGD, momentum", { name, lr, momentum: 0.9 }, plain.SGDMomentum]]
    : [alone];
});
const works = entrants.map(([label, optimizer, walk]) => {
  const elsewhere = optimizer.name in unfit;
  const experiment = walks(elsewhere ? NETWORK : SURFACE, optimizer);
  const ours = () => engine.run(experiment);
  return elsewhere ? [ours] : [ours, byHand(label, optimizer, walk)];
});
const asides = [walks(NETWORK, { name: "SGD", lr: 0.1 }), walks(SURFACE, { name: "SGD", lr: 1e-4 }, 1)];
const times = race([...works.flat(), ...asides.map((experiment) => () => engine.run(experiment))]);

const aStep = (times) => (1e6 * median(times)) / STEPS;
const rows = entrants.map(([label], i) => {
  const [ours, theirs] = times.splice(0, works[i].length);
  if (!theirs) return [label, aStep(ours).toFixed(1), "–", "–"];
  const faster = median(theirs.map((time, round) => time / ours[round]));
  return [label, aStep(ours).toFixed(1), aStep(theirs).toFixed(1), `${faster.toFixed(2)} ×`];
});
const [onNetwork, short] = times;
table(
  `Optimizers on ${SURFACE.name}, default arguments, a run of ${STEPS} steps: wasm against plain JavaScript\n` +
    `(medians of ${ROUNDS}, of processor time; ratios are those of the same round)`,
  ["optimizer", "ns a step (engine)", "ns a step (JavaScript)", "ratio (times the speed of JavaScript)"],
  rows,
);
for (const name of Object.keys(unfit))
  notes.push(
    `${name} cannot walk there; its walk is on mlp with a hidden layer of 8 on make_moons, where SGD takes ` +
      `${aStep(onNetwork).toFixed(1)} ns a step.`,
  );
notes.push(`Every run takes the ${(1000 * median(short)).toFixed(1)} µs that one of a single step takes.`);
console.log(["", ...notes].join("\n"));
