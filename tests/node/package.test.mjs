import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { catalogue, initSync } from "../../pkg/learning_rate_playground.js";

const bytes = readFileSync("pkg/learning_rate_playground_bg.wasm");
initSync({ module: bytes });

test("the package works in Node: the catalogue lists losses, optimizers, schedulers and data", () => {
  const lists = catalogue();
  assert.deepEqual(Object.keys(lists).sort(), ["data", "losses", "optimizers", "schedulers"]);
  for (const entries of [lists.losses, lists.optimizers, lists.schedulers])
    for (const entry of entries) assert.equal(typeof entry.name, "string");
});

test("the engine the page opens with is at most 110 KB gzipped", () => {
  const size = gzipSync(readFileSync("target/surfaces/learning_rate_playground_bg.wasm")).length;
  assert.ok(size <= 110_000, `${size} bytes`);
});

for (const folder of ["pkg", "target/wasm-pack"])
  test(`${folder} is a package whose files are all there and whose wasm is valid`, () => {
    const { name, version, files, main, types } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    assert.equal(name, "learning-rate-playground");
    assert.match(version, /^\d+\.\d+\.\d+$/);
    for (const file of [main, types, ...files.filter((file) => !file.includes("*"))])
      assert.ok(existsSync(`${folder}/${file}`), file);
    assert.ok(WebAssembly.validate(readFileSync(`${folder}/learning_rate_playground_bg.wasm`)));
  });
