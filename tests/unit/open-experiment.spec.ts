import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import * as engine from "../../pkg/learning_rate_playground.js";
import type { Experiment, Scene } from "../../pkg/learning_rate_playground.js";
import { OpenExperiment } from "../../www/engine/open-experiment";
import { settings } from "../../www/scene/changes";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const SGD = { name: "SGD", lr: 0.1 };
const experiment = (): Experiment => ({
  loss: { name: "himmelblau" },
  steps: 20,
  hikers: [
    { optimizer: SGD },
    { optimizer: { name: "Adam", lr: 0.2 }, changes: [{ at: 5, optimizer: { ...SGD } }, { at: 9, scheduler: { name: "constant" } }] },
  ],
}); // prettier-ignore
const changed = (change: (experiment: Experiment) => void): Experiment => {
  const copy = structuredClone(experiment());
  change(copy);
  return copy;
};

/** The engine, counting what it reads and what it still holds. */
function counting() {
  const count = { opened: 0, held: 0, set: 0 };
  class OpenScene extends engine.OpenScene {
    constructor(scene: unknown) {
      super(scene as Scene);
      // A constructor of the package returns its own object.
      Object.setPrototypeOf(this, OpenScene.prototype);
      count.opened++;
      count.held++;
    }
    override setRate(hiker: number, lr: number): void {
      super.setRate(hiker, lr);
      count.set++;
    }
    override free(): void {
      super.free();
      count.held--;
    }
  }
  return { count, engine: { OpenScene } };
}

test("an experiment of another rate is read once, whichever hiker's, and answers as if read anew", () => {
  const { count, engine: counted } = counting();
  const opened = new OpenExperiment(() => counted);
  for (const [hiker, lr] of [
    [0, 0.1],
    [0, 0.03],
    [0, 0.04],
    [1, 0.02],
    [1, 1e-5],
  ]) {
    // prettier-ignore
    const wanted = changed(({ hikers }) => (settings(hikers[hiker!]!).optimizer.lr = lr));
    expect(opened.at(wanted).hike(hiker!, null)).toEqual(engine.hike(wanted, hiker!, null));
  }
  expect(count).toEqual({ opened: 1, held: 1, set: 5 });
  opened.close();
  expect(count.held).toBe(0);
});

test("whatever else is another is read, and what was open before is freed", () => {
  const { count, engine: counted } = counting();
  const opened = new OpenExperiment(() => counted);
  const changes: ((experiment: Experiment) => void)[] = [
    (one) => (one.loss = { name: "mountain" }),
    (one) => (one.loss = { name: "bowl", a: 2 }),
    (one) => (one.steps = 21),
    (one) => (one.start = [1, 1]),
    (one) => (one.seed = 1),
    ({ hikers }) => hikers.pop(),
    ({ hikers }) => (hikers[0]!.optimizer.momentum = 0.9),
    ({ hikers }) => (hikers[0]!.scheduler = { name: "OneCycleLR" }),
    ({ hikers }) => (hikers[1]!.changes![0]!.at = 6),
    // Not the rate that is set last.
    ({ hikers }) => (hikers[1]!.optimizer.lr = 0.3),
  ];
  changes.forEach((change, i) => {
    const wanted = changed(change);
    expect(opened.at(wanted).hike(0, null)).toEqual(engine.hike(wanted, 0, null));
    expect(count, String(change)).toEqual({ opened: i + 1, held: 1, set: 0 });
  });
  const other = counting();
  let by = counted;
  const both = new OpenExperiment(() => by);
  both.at(experiment());
  by = other.engine as typeof counted;
  both.at(experiment());
  expect([other.count.held, count.held]).toEqual([1, 1]);
});

test("a wrong rate is said as where it is read, and what is asked next is right", () => {
  const opened = new OpenExperiment(() => counting().engine);
  const { engine: counted } = counting();
  const one = new OpenExperiment(() => counted);
  one.at(experiment());
  const wrong = changed(({ hikers }) => {
    hikers[0]!.optimizer.lr = 0.5;
    hikers[1]!.changes![0]!.optimizer!.lr = -1;
  });
  expect(() => one.at(wrong)).toThrow("hikers[1].changes[0].optimizer.lr is -1; allowed: a number above 0.");
  expect(one.at(experiment()).hike(0, null)).toEqual(engine.hike(experiment(), 0, null));
  expect(() => opened.at(changed(({ hikers }) => hikers.splice(0)))).toThrow("hikers has 0 entries");
});
