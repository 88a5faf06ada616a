// What the package returns is what its types say: the results, written as literals, are compiled against the types.
// tsc refuses a literal that lacks a key, has one too many, or another kind of value; so a key lives in both or fails.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "node:test";
import * as engine from "../../pkg/learning_rate_playground.js";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const hikers = [{ optimizer: { name: "SGD", lr: 0.05 } }, { optimizer: { name: "SGD", lr: 50 } }];
const surface = { loss: { name: "himmelblau" }, steps: 100, hikers };
const X = [[1], [2], [3], [4]];
const line = {
  loss: { name: "squared_error", data: { X, y: [1, 2, 3, 5] } },
  epochs: 60,
  hikers: [{ optimizer: { name: "SGD", lr: 0.01 } }],
};
const plane = {
  loss: { name: "squared_error", data: { X: X.map(([x]) => [x, x * x]), y: [1, 2, 3, 5] } },
  steps: 20,
  hikers: [{ optimizer: { name: "SGD", lr: 0.01 } }],
};
const stepped = { ...surface, hikers: [{ ...hikers[0], scheduler: { name: "StepLR", step_size: 5 } }] };
const grid = { x: [-4, 4], y: [-3, 3], width: 3, height: 2 };
const axis = (name) => ({ name, range: [0.01, 0.9], scale: "linear" });
const settings = { x: axis("lr"), y: axis("momentum"), width: 3, height: 2 };
const csv = "x;kind;price;rent\n1;a;3.650;$1'000\n2;b;4.100;?\n";
const scene = engine.openingScene();
const { section } = engine.hike(plane, 0, null);

/** Arguments for each function, so many lists as it takes to see every key with a value. */
const calls = {
  advise: [[{ ...surface, hikers: [{ optimizer: { name: "SGD", lr: 1e-4 } }] }, 0]],
  arithmetic: [[surface, 0, 3]],
  catalogue: [[]],
  checkScene: [[scene]],
  decisions: [[plane, [1, 2, 3], grid]],
  dragHandle: [[stepped, 0, 0, 8, 0.02]],
  endings: [[surface, grid, 0, 2]],
  formulaParameters: [["a x^2", ["x"]]],
  formulaRemarks: [["x**2", ["x"]]],
  ghost: [[surface, 0.1, null]],
  heights: [[surface, grid]],
  hike: [[surface, 0, null], [line, 0, null], [plane, 0, null]], // prettier-ignore
  landscape: [[surface], [line]],
  newSeed: [[]],
  openingScene: [[]],
  outcomeMap: [[surface, grid]],
  pickCsv: [["x,y\n1,2\n3,4\n", [0], 1]],
  predict: [[line, [1, 2], [5]]],
  provideTable: [["iris", readFileSync("pkg/tables/iris.csv", "utf8")]],
  python: [[surface, 0]],
  rangeTest: [[line, 1e-4, 1e3, 50], [surface, 1e-4, 1, 50]], // prettier-ignore
  rateRange: [[surface]],
  readAddress: [[engine.writeAddress(scene)]],
  readCsv: [[csv]],
  repairScene: [[{ ...scene, theme: "pink" }]],
  run: [[surface], [line]],
  sceneNames: [[]],
  schedulePreset: [[surface, 0, 0]],
  scheduleHandles: [[stepped, 0]],
  sectionHeights: [[plane, section.plane, grid]],
  settingsMap: [[surface, settings, 0, 2]],
  sharpness: [[surface, 0]],
  strip: [[line, 1e-5, 1, 30]],
  sweep: [[surface, [0.01, 1]]],
  table: [[line]],
  tableNeeded: [[surface], [{ loss: { data: { name: "diabetes" } } }]],
  unfitData: [["log_loss"]],
  work: [[surface]],
  writeAddress: [[scene]],
};

/** A value as TypeScript. Of a typed array its kind counts. */
function literal(value) {
  if (ArrayBuffer.isView(value)) return `new ${value.constructor.name}(${value.length})`;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null)
    return typeof value === "string" ? JSON.stringify(value) : `${value}`;
  return `{ ${Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${literal(item)}`).join(", ")} }`; // prettier-ignore
}

/** Collects the keys of a value: whether each has had another value than null. */
function collect(value, keys) {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (!Array.isArray(value)) keys.set(key, keys.get(key) || item !== null);
    collect(item, keys);
  }
}

test("the results of every function are of the type declared for it, key by key", () => {
  const functions = Object.keys(engine).filter(
    (name) => !["default", "initSync", "Job", "OpenScene"].includes(name),
  );
  assert.deepEqual(Object.keys(calls).sort(), functions.sort());

  const keys = new Map();
  const lines = [
    `import type * as engine from ${JSON.stringify(resolve("pkg/learning_rate_playground.js"))};`,
  ];
  for (const [name, lists] of Object.entries(calls))
    lists.forEach((given, i) => {
      const result = engine[name](...given);
      collect(result, keys);
      lines.push(`export const ${name}${i}: ReturnType<typeof engine.${name}> = ${literal(result)};`);
    });
  const unseen = [...keys].filter(([, hasValue]) => !hasValue).map(([key]) => key);
  assert.deepEqual(unseen, [], "null in all results: what lies beneath is not compiled");

  const said = compile(lines.join("\n"));
  assert.equal(said, "");
});

test("a key too many, a key too few and another kind of value are found", () => {
  const { lr, ...rest } = engine.rangeTest(line, 1e-4, 1, 50);
  for (const [wrong, sentence] of [
    [rest, /'lr' is missing/],
    [{ ...rest, lr, more: 1 }, /more"?' does not exist/],
    [{ ...rest, lr: [...lr] }, /'lr'|'number\[\]'/],
  ])
    assert.match(
      compile(
        `import type * as engine from ${JSON.stringify(resolve("pkg/learning_rate_playground.js"))};\n` +
          `export const test: ReturnType<typeof engine.rangeTest> = ${literal(wrong)};`,
      ),
      sentence,
    );
});

/** What tsc has to say of it. */
function compile(source) {
  const folder = mkdtempSync(join("target", "types-"));
  try {
    const file = join(folder, "results.ts");
    writeFileSync(file, source);
    const tsc = resolve("node_modules/typescript/bin/tsc");
    const options =
      "--ignoreConfig --noEmit --strict --target es2022 --module esnext --moduleResolution bundler";
    const { stdout, stderr } = spawnSync(process.execPath, [tsc, ...options.split(" "), file], {
      encoding: "utf8",
    });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
