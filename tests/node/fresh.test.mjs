// What Node finds by itself beside the package, in processes that have called nothing before.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const on = (data) => ({
  loss: { name: "squared_error", data: { name: data } },
  epochs: 2,
  hikers: [{ optimizer: { name: "SGD", lr: 0.001 } }],
});
const plain = { v: 1, experiment: { ...on("iris"), loss: { name: "bowl" }, epochs: undefined, steps: 2 } };
const named = (data) => [{ name: "one", experiment: on(data) }];

const scenes = {
  "its experiment": { v: 1, experiment: on("iris") },
  "one of its acts": { ...plain, acts: named("diabetes") },
  "one of its pins": { ...plain, pins: named("breast_cancer") },
  "all three": { v: 1, experiment: on("iris"), acts: named("diabetes"), pins: named("breast_cancer") },
};

/** What a program says that has the engine, a scene, and one call. */
function alone(scene, call) {
  const program = `
    import { readFileSync } from "node:fs";
    import * as engine from ${JSON.stringify(pathToFileURL(resolve("pkg/learning_rate_playground.js")).href)};
    engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
    const scene = ${JSON.stringify(scene)};
    ${call}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

for (const [where, scene] of Object.entries(scenes))
  test(`a scene whose data are a shipped table in ${where} is checked, opened and repaired without a word`, () => {
    alone(scene, "engine.checkScene(scene);");
    alone(scene, "new engine.OpenScene(scene).free();");
    const repaired = alone(
      { ...scene, theme: "pink" },
      "console.log(JSON.stringify(engine.repairScene(scene)));",
    );
    assert.deepEqual(JSON.parse(repaired), JSON.parse(JSON.stringify(scene)));
  });
