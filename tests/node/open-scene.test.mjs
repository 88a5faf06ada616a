// A scene opened once answers as the functions do that read it anew each time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as engine from "../../pkg/learning_rate_playground.js";
import * as opening from "../../target/surfaces/learning_rate_playground.js";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
opening.initSync({ module: readFileSync("target/surfaces/learning_rate_playground_bg.wasm") });

const SGD = { name: "SGD", lr: 0.05 };
const Adam = { name: "Adam", lr: 0.1 };
const made = (name) => ({ name, n_samples: 40, random_state: 1 });
const surface = (...hikers) => ({ loss: { name: "mountain" }, steps: 40, hikers });
const ofData = (name, data, ...hikers) => ({
  loss: { name, data: made(data), ...(name === "mlp" && { hidden_layer_sizes: [3] }) },
  epochs: 5,
  hikers,
});
const scene = (experiment) => ({ v: 1, experiment });

const surfaces = {
  "one hiker": surface({ optimizer: SGD }),
  "the second of two hikers": surface({ optimizer: Adam }, { optimizer: SGD }),
  "a hiker that changes its rate twice": surface({
    optimizer: Adam,
    changes: [
      { at: 5, optimizer: { ...Adam, lr: 0.2 } },
      { at: 20, optimizer: SGD },
    ],
  }),
  "a hiker that changes its rate, then its schedule": surface({
    optimizer: SGD,
    changes: [
      { at: 5, optimizer: { ...SGD, lr: 0.1 } },
      { at: 20, scheduler: { name: "constant" } },
    ],
  }),
};
const others = {
  "a hiker that changes its schedule": surface({
    optimizer: SGD,
    changes: [{ at: 20, scheduler: { name: "ExponentialLR", gamma: 0.9 } }],
  }),
  "a hiker with a schedule": surface({ optimizer: SGD, scheduler: { name: "OneCycleLR" } }),
  "a line through data, with a schedule in batches": ofData("squared_error", "make_regression", {
    optimizer: SGD,
    batch_size: 7,
    scheduler: { name: "StepLR", step_size: 9, interval: "step" },
  }),
  "a network": ofData("mlp", "make_moons", { optimizer: Adam, batch_size: 10 }),
};

/** The experiment with the rate that is set last by its last hiker, as a page sets it. */
function atRate(experiment, lr) {
  const changed = structuredClone(experiment);
  const hiker = changed.hikers.at(-1);
  const last = hiker.changes?.findLast(({ optimizer }) => optimizer) ?? hiker;
  last.optimizer.lr = lr;
  return changed;
}

/** The sentence that `call` throws. */
function fault(call) {
  let sentence;
  assert.throws(call, ({ message }) => {
    sentence = message;
    return true;
  });
  return sentence;
}

/** The functions of the whole engine: the opening one has an open scene alone. */
function answersAlike(open, experiment) {
  const hiker = experiment.hikers.length - 1;
  const answer = engine.hike(experiment, hiker, null);
  if (open instanceof opening.OpenScene) answer.race = null; // of which it knows nothing
  assert.deepEqual(open.hike(hiker, null), answer);
  assert.deepEqual(open.landscape(), engine.landscape(experiment));
  assert.equal(open.work(), engine.work(experiment));
  assert.deepEqual(open.rateRange(), engine.rateRange(experiment));
  assert.deepEqual(open.strip(1e-3, 1, 9), engine.strip(experiment, 1e-3, 1, 9));
  assert.deepEqual(open.arithmetic(hiker, 3), engine.arithmetic(experiment, hiker, 3));
  const plane = answer.section?.plane ?? null;
  assert.deepEqual(open.ghost(0.3, plane), engine.ghost(experiment, 0.3, plane));
  if (plane) return;
  const grid = { x: [-1, 1], y: [-1, 2], width: 5, height: 4 };
  assert.deepEqual(open.heights(grid), engine.heights(experiment, grid));
}

for (const [part, by, experiments] of [
  ["whole engine", engine, { ...surfaces, ...others }],
  ["engine a page opens with", opening, surfaces],
])
  for (const [what, experiment] of Object.entries(experiments))
    test(`an open scene answers bit for bit as the functions do, whatever its rate: ${what}, ${part}`, () => {
      const open = new by.OpenScene(scene(experiment));
      answersAlike(open, experiment);
      for (const lr of [0.2, 1e-300, 0.0123456789, 30]) {
        open.setRate(experiment.hikers.length - 1, lr);
        answersAlike(open, atRate(experiment, lr));
      }
      open.free();
    });

test("a wrong rate is refused with the sentence of checkScene, and leaves the scene as it was", () => {
  for (const experiment of Object.values({ ...surfaces, ...others })) {
    const open = new engine.OpenScene(scene(experiment));
    const hiker = experiment.hikers.length - 1;
    open.setRate(hiker, 0.01);
    for (const lr of [0, -0, -1, NaN, Infinity, -Infinity]) {
      const sentence = fault(() => engine.checkScene(scene(atRate(experiment, lr))));
      assert.match(sentence, /^hikers\[\d\]\.(changes\[\d\]\.)?optimizer\.lr is /);
      assert.equal(
        fault(() => open.setRate(hiker, lr)),
        sentence,
      );
    }
    assert.equal(
      fault(() => open.setRate(hiker + 1, 0.5)),
      `hiker is ${hiker + 1}; allowed: a whole number in [0, ${hiker}].`,
    );
    answersAlike(open, atRate(experiment, 0.01));
    open.free();
  }
});

test("a wrong scene is refused as checkScene refuses it", () => {
  for (const wrong of [
    undefined,
    null,
    1,
    {},
    scene(),
    scene({}),
    { ...scene(surfaces["one hiker"]), v: 2 },
  ]) {
    const sentence = fault(() => engine.checkScene(wrong));
    assert.equal(
      fault(() => new engine.OpenScene(wrong)),
      sentence,
    );
  }
});

test("a scene opened from a shipped table finds it beside the package", () => {
  const loss = { name: "mlp", data: { name: "iris" }, hidden_layer_sizes: [2] };
  const experiment = { loss, epochs: 2, hikers: [{ optimizer: SGD }] };
  const open = new engine.OpenScene(scene(experiment));
  assert.deepEqual(open.table(), engine.table(experiment));
  assert.equal(open.table().n_samples, 150);
  open.free();
});

/** To its end, slice by slice. */
function finished(job) {
  let answer;
  while (answer === undefined) answer = job.goOn(0);
  job.free();
  return answer;
}

test("a job of an open scene, by its name, answers as the function of that name, at the rate it began with", () => {
  const experiment = surfaces["one hiker"];
  const grid = { x: [-1, 1], y: [-1, 2], width: 5, height: 4 };
  const axis = (name) => ({ name, range: [0.1, 0.9], scale: "linear" });
  const calls = {
    hike: [0, null],
    strip: [1e-3, 1, 9],
    rateRange: [],
    heights: [grid],
    ghost: [0.3, null],
    arithmetic: [0, 3],
    sectionHeights: [{ origin: [0, 0], across: [1, 0], up: [0, 1] }, grid],
    endings: [grid, 1, 3],
    settingsMap: [{ x: axis("lr"), y: axis("momentum"), width: 3, height: 2 }, 0, 2],
    rangeTest: [1e-4, 1, 30],
    sharpness: [0],
    advise: [0],
  };
  const statics = Object.getOwnPropertyNames(engine.Job).filter(
    (name) => typeof engine.Job[name] === "function" && !["of", "__wrap"].includes(name),
  );
  assert.deepEqual(Object.keys(calls).sort(), statics.sort());
  for (const [name, args] of Object.entries(calls)) {
    const open = new engine.OpenScene(scene(experiment));
    const job = open.job(name, args);
    open.setRate(0, 0.2);
    const answer = engine[name](experiment, ...args);
    assert.deepEqual(finished(job), answer, name);
    assert.deepEqual(finished(engine.Job.of(name, experiment, args)), answer, name);
    assert.deepEqual(finished(engine.Job[name](experiment, ...args)), answer, name);
    assert.deepEqual(open[name](...args), engine[name](atRate(experiment, 0.2), ...args), name);
    open.free();
  }
  const wrongs = [
    ["hikes", [0, null], /^The job is "hikes"; allowed: hike, strip, .*advise\.$/],
    ["", [], /^The job is ""; allowed: /],
    ["hike", [7, null], /^hiker is 7; allowed: /],
    ["hike", [-1, null], /^hiker is 4294967295; allowed: /],
    ["strip", undefined, /^low, high and count are NaN, NaN and 0; allowed: /],
    ["strip", null, /^low, high and count are /],
    ["strip", [0.1, "1", 9], /^low, high and count are 0\.1, NaN and 9; allowed: /],
    ["endings", [grid, 2 ** 32, NaN], /^The rows are 0 to 0; allowed: /],
  ];
  for (const [name, args, sentence] of wrongs)
    assert.match(
      fault(() => engine.Job.of(name, experiment, args)),
      sentence,
    );
});

test("ten thousand frames of a drag, and as many scenes opened and freed, leave no trace", () => {
  const { memory } = engine.initSync({ module: undefined });
  const experiments = [surfaces["a hiker that changes its rate twice"], others["a network"]];
  const frames = (count) => {
    for (const experiment of experiments) {
      const open = new engine.OpenScene(scene(experiment));
      for (let k = 0; k < count; k++) {
        open.setRate(0, 0.001 * (1 + (k % 900)));
        if (k % 10 === 0) open.hike(0, null);
        if (k % 10 === 1) open.job("hike", [0, null]).free();
        if (k % 10 === 2) fault(() => open.setRate(0, -1));
      }
      open.free();
    }
    for (let k = 0; k < count; k++) new engine.OpenScene(scene(experiments[k % 2])).free();
  };
  frames(1000);
  const before = memory.buffer.byteLength;
  frames(10_000);
  assert.equal(memory.buffer.byteLength, before);
});
