import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import * as engine from "../../pkg/learning_rate_playground.js";
import type { Experiment } from "../../pkg/learning_rate_playground.js";
import { copy, same } from "../../www/scene/copy";
import { isLarge, isLargeTable, ownNumbers } from "../../www/scene/data-size";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
const catalogue = engine.catalogue();

const rows = (count: number, width: number) => ({
  X: Array.from({ length: count }, () => Array(width).fill(0) as number[]),
  y: Array(count).fill(0) as number[],
});
const large = (loss: unknown, tables = new Map<string, string>()) =>
  isLarge({ loss, steps: 1, hikers: [] } as unknown as Experiment, catalogue, tables);

test("own data counts its numbers, and what is none counts nothing", () => {
  expect(ownNumbers(rows(7, 3))).toBe(21);
  for (const none of [null, undefined, 5, "X", {}, { X: 3 }, { X: [] }, { name: "iris" }])
    expect(ownNumbers(none), JSON.stringify(none)).toBe(0);
});

test("data is large from ten thousand numbers on, be it own, made or shipped", () => {
  expect(large({ name: "squared_error", data: rows(10_000, 1) })).toBe(false);
  expect(large({ name: "squared_error", data: rows(10_001, 1) })).toBe(true);
  expect(
    large({ name: "squared_error", data: { name: "make_regression", n_samples: 5000, n_features: 2 } }),
  ).toBe(false);
  expect(
    large({ name: "squared_error", data: { name: "make_regression", n_samples: 5000, n_features: 3 } }),
  ).toBe(true);
  expect(large({ name: "squared_error", data: { name: "make_regression" } }), "by default 100 × 100").toBe(
    false,
  );
  expect(large({ name: "log_loss", data: { name: "breast_cancer" } })).toBe(false);
  const csv = readFileSync("tables/breast_cancer.csv", "utf8");
  expect(isLargeTable(csv)).toBe(
    large({ name: "log_loss", data: { name: "breast_cancer" } }, new Map([["breast_cancer", csv]])),
  );
  const iris = readFileSync("tables/iris.csv", "utf8");
  expect(large({ name: "log_loss", data: { name: "iris" } }, new Map([["iris", iris]]))).toBe(false);
});

test("a network's weights count beside its data", () => {
  const data = { name: "make_moons", n_samples: 100 };
  expect(large({ name: "mlp", data, hidden_layer_sizes: [10, 10] })).toBe(false);
  expect(large({ name: "mlp", data, hidden_layer_sizes: [101, 100] })).toBe(true);
});

test("what is wrong in a scene counts nothing", () => {
  for (const loss of [
    undefined,
    null,
    {},
    { data: 5 },
    { data: { name: "nonsense" } },
    { data: null, hidden_layer_sizes: "x" },
  ])
    expect(large(loss), JSON.stringify(loss)).toBe(false);
});

test("a copy is equal and its own, but for large data, into which nobody writes", () => {
  const value = { a: [1, { b: 2 }], n: null, data: rows(5001, 2), heights: Float64Array.of(1, 2) };
  const copied = copy(value as never) as unknown as typeof value;
  expect(same(copied, value)).toBe(true);
  expect(copied.data).toBe(value.data);
  expect(copied.a).not.toBe(value.a);
  (copied.a[1] as { b: number }).b = 3;
  expect(same(copied, value)).toBe(false);
  expect([same({ a: undefined }, {}), same([1, 2], [1]), same(NaN, 1), same(null, {})]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
