// The packages that `npm run build` and wasm-pack make.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";

for (const folder of ["pkg", "target/wasm-pack"])
  test(`${folder} is a package whose files are all there and whose wasm is valid`, () => {
    const { name, version, files, main, types } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    assert.equal(name, "learning-rate-playground");
    assert.match(version, /^\d+\.\d+\.\d+$/);
    for (const file of [main, types, ...files.filter((file) => !file.includes("*"))])
      assert.ok(existsSync(`${folder}/${file}`), file);
    assert.ok(WebAssembly.validate(readFileSync(`${folder}/learning_rate_playground_bg.wasm`)));
  });
