import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { catalogue, initSync } from "../../pkg/learning_rate_playground.js";
import * as surfaces from "../../target/surfaces/learning_rate_playground.js";

const bytes = readFileSync("pkg/learning_rate_playground_bg.wasm");
initSync({ module: bytes });

test("the package works in Node: the catalogue lists losses, optimizers, schedulers and data", () => {
  const lists = catalogue();
  assert.deepEqual(Object.keys(lists).sort(), ["data", "losses", "optimizers", "presets", "schedulers"]);
  for (const entries of [lists.losses, lists.optimizers, lists.schedulers])
    for (const entry of entries) assert.equal(typeof entry.name, "string");
});

test("the engine the page opens with is at most 110 KB gzipped", () => {
  const wasm = readFileSync("target/surfaces/learning_rate_playground_bg.wasm");
  const size = gzipSync(wasm, { level: 9 }).length;
  assert.ok(size <= 110_000, `${size} bytes`);
});

test("the engine the page opens with knows the names of all there are, and has those that say so", () => {
  surfaces.initSync({ module: readFileSync("target/surfaces/learning_rate_playground_bg.wasm") });
  const [opening, whole] = [surfaces.catalogue(), catalogue()];
  for (const list of ["losses", "optimizers", "schedulers"]) {
    assert.deepEqual(
      opening[list].map(({ name, opens }) => [name, opens]),
      whole[list].map(({ name, opens }) => [name, opens]),
    );
    for (const entry of opening[list])
      if (entry.opens)
        assert.deepEqual(
          entry,
          whole[list].find(({ name }) => name === entry.name),
        );
    assert.ok(opening[list].some(({ opens }) => opens) && opening[list].some(({ opens }) => !opens), list);
  }
  const chosen = ({ name, args }) => {
    const given = args.filter(({ required }) => required).map((arg) => [arg.name, arg.initial]);
    const data = { X: [[1], [2], [3]], y: [0, 1, 0] };
    return { name, ...Object.fromEntries(given), ...("data" in Object.fromEntries(given) && { data }) };
  };
  const walk = (other) => () => {
    const experiment = {
      loss: { name: "bowl" },
      steps: 3,
      hikers: [{ optimizer: { name: "SGD", lr: 0.01 } }],
    };
    other(experiment);
    return new surfaces.OpenScene({ v: 1, experiment }).hike(0, null).run.hikers[0];
  };
  for (const [list, put] of [
    ["losses", (experiment, loss) => (experiment.loss = loss)],
    ["optimizers", ({ hikers }, optimizer) => (hikers[0].optimizer = { ...optimizer, lr: 0.01 })],
    ["schedulers", ({ hikers }, scheduler) => (hikers[0].scheduler = scheduler)],
  ])
    for (const entry of whole[list]) {
      const walked = walk((experiment) => put(experiment, chosen(entry)));
      if (entry.opens) assert.equal(walked().loss.length, 4, entry.name);
      else assert.throws(walked, { message: `This engine was built without ${entry.name}.` });
    }
});
