import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import * as engine from "../../pkg/learning_rate_playground.js";
import { legible } from "../../www/scene/legible";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });

const bowl = engine.readAddress("loss=bowl&steps=30&optimizer=SGD&lr=0.05&optimizer.momentum=0.5");
const json = (scene: unknown) => encodeURIComponent(JSON.stringify(scene));

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
