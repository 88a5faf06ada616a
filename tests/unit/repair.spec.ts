import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import * as engine from "../../pkg/learning_rate_playground.js";
import type { Scene } from "../../pkg/learning_rate_playground.js";
import { legible, repairs } from "../../www/scene/repair";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const bowl = engine.readAddress("loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5");
const json = (scene: unknown) => encodeURIComponent(JSON.stringify(scene));

/** The scene found, and how often one was checked for it. */
function repaired(wrong: unknown): { nearest: Scene | null; checks: number } {
  let checks = 0;
  const counted = { ...engine, checkScene: (scene: Scene) => (checks++, engine.checkScene(scene)) };
  const steps = repairs(wrong as Scene, counted);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { nearest: value, checks };
  }
}

test("of a wrong scene all that is allowed by itself is kept", () => {
  const { experiment } = bowl;
  const [hiker] = experiment.hikers;
  const wrong: [unknown, unknown][] = [
    [bowl, bowl],
    [{ ...bowl, v: 2 }, bowl],
    [{ ...bowl, colour: "red" }, bowl],
    [{ ...bowl, experiment: { ...experiment, colour: "red" } }, bowl],
    [
      { ...bowl, acts: 5, theme: "dark" },
      { ...bowl, theme: "dark" },
    ],
    [{ ...bowl, experiment: { ...experiment, loss: { name: "bowl", colour: "red" } } }, bowl],
    [
      {
        ...bowl,
        experiment: { ...experiment, hikers: [{ optimizer: { ...hiker!.optimizer, nesterov: "maybe" } }] },
      },
      bowl,
    ],
  ];
  for (const [scene, nearest] of wrong)
    expect(repaired(scene).nearest, JSON.stringify(scene)).toEqual(nearest);
});

test("what is found is valid whatever is wrong, and is looked for no more than 150 times", () => {
  const many = Object.fromEntries(Array.from({ length: 200 }, (_, k) => [`k${k}`, k]));
  const wrong = [
    { ...bowl, ...many },
    { experiment: { ...bowl.experiment, hikers: Array(500).fill({ optimizer: { name: "SDG" } }) } },
    { experiment: { loss: { name: "bowl", ...many }, steps: -1, epochs: 1e9, hikers: {} } },
    JSON.parse('{"v":1,"__proto__":{"steps":1},"experiment":{"constructor":null}}'),
  ];
  for (const scene of wrong) {
    const { nearest, checks } = repaired(scene);
    expect(checks).toBeLessThanOrEqual(150);
    if (nearest) engine.checkScene(nearest);
  }
});

test("where nothing of a scene is right there is none near it", () => {
  for (const wrong of [{}, { a: 1 }, { experiment: 5 }, { v: 1 }]) expect(repaired(wrong).nearest).toBeNull();
});

test("of an address what can be read is read: its parts, or JSON up to where it breaks off", () => {
  const address = "loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5";
  expect(legible("#" + address, engine)).toEqual(bowl);
  expect(legible(`${address}&paused&start=%2`, engine)).toEqual(bowl);
  const whole = json({ ...bowl, theme: "dark", answer: "So." });
  expect(legible(whole.slice(0, -8), engine)).toEqual({ ...bowl, theme: "dark" });
  expect(legible(whole.slice(0, -7) + "%2", engine), "in the middle of a sign").toEqual({
    ...bowl,
    theme: "dark",
  });
  expect(legible({ any: "object" }, engine)).toEqual({ any: "object" });
  for (const none of ["#hello", "%%%", "[1,2]", json([1, 2]), null, 5, [], "{".repeat(1e5), "a&".repeat(1e5)])
    expect(legible(none, engine), String(none).slice(0, 20)).toBeNull();
});
