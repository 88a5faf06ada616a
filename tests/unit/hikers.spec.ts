import { expect, test } from "@playwright/test";
import type { Experiment, Hiker } from "../../pkg/learning_rate_playground.js";
import { inWords, lastOf, rateOf, settings, turned } from "../../www/scene/changes";
import { colours, names } from "../../www/scene/names";

const sgd = (lr: number, more = {}): Hiker => ({ optimizer: { name: "SGD", lr, ...more } });
const named = (...hikers: Hiker[]) => names({ hikers } as Experiment);

const changing: Hiker = {
  ...sgd(0.1),
  changes: [
    { at: 10, optimizer: { name: "Adam", lr: 0.01 } },
    { at: 20, batch_size: 8, scheduler: { name: "ExponentialLR", gamma: 0.9 } },
  ],
};

test("a hiker walks by what was set last before a record", () => {
  expect(settings(changing, 9)).toMatchObject({ since: 0, optimizer: { name: "SGD", lr: 0.1 } });
  expect(settings(changing, 10)).toMatchObject({ since: 10, optimizer: { name: "Adam", lr: 0.01 } });
  expect(settings(changing)).toMatchObject({ since: 20, optimizer: { name: "Adam" }, batch_size: 8 });
  expect(rateOf(changing)).toBe(0.01);
  expect(lastOf(changing)).toBe(changing.changes![1]);
  const plain = sgd(0.3);
  expect([lastOf(plain), rateOf(plain)]).toEqual([plain, 0.3]);
});

test("a change at a record begins with what holds there and drops what came later", () => {
  const before = structuredClone(changing);
  expect(turned(changing, 15).changes).toEqual([
    changing.changes![0],
    { at: 15, optimizer: { name: "Adam", lr: 0.01 } },
  ]);
  const own = turned(changing, 20).changes![1]!;
  expect(own, "what was changed there stays").toMatchObject({ at: 20, batch_size: 8 });
  Object.assign(own.optimizer!, { lr: 5 });
  expect(changing, "and nothing is shared with the hiker before").toEqual(before);
});

test("a change is told by what is other than before", () => {
  const told = (change: object) => inWords(sgd(0.1, { momentum: 0.9 }), { at: 5, ...change });
  expect(told({ optimizer: { name: "SGD", lr: 0.05, momentum: 0.9 } })).toBe("η 0.1 → 0.05");
  expect(told({ optimizer: { name: "SGD", lr: 0.1 } })).toBe("momentum as by default");
  expect(told({ optimizer: { name: "Adam", lr: 1e-5 } })).toBe("Adam, η 1e-5");
  expect(told({ scheduler: { name: "StepLR", step_size: 3 }, batch_size: 2 })).toBe(
    "StepLR step size 3, batch 2",
  );
  expect(told({})).toBe("as before");
});

test("hikers are called by what tells them apart, and by their rate where nothing else does", () => {
  expect(named(sgd(0.1))).toEqual(["η = 0.1"]);
  expect(named(sgd(0.1), sgd(0.2))).toEqual(["η = 0.1", "η = 0.2"]);
  expect(named(sgd(0.1), { optimizer: { name: "Adam", lr: 0.1 } })).toEqual(["SGD", "Adam"]);
  expect(named(sgd(0.1, { momentum: 0.9 }), sgd(0.1, { weight_decay: 1 }))).toEqual([
    "momentum 0.9",
    "weight decay 1",
  ]);
  expect(named(sgd(0.1), { ...sgd(0.1), batch_size: 4 })).toEqual(["all samples", "batch 4"]);
  expect(named(sgd(0.1), changing)[0]).toBe("unchanged");
  expect(named(sgd(0.1), sgd(0.1)), "alike in all").toEqual(["η = 0.1", "η = 0.1"]);
});

test("hikers side by side have colours of their own, one alone that of the map", () => {
  const of = (count: number) => colours({ hikers: Array(count).fill(sgd(1)) } as unknown as Experiment);
  expect(of(1)).toEqual([""]);
  expect(new Set(of(8)).size).toBe(8);
});
