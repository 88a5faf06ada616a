import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import * as engine from "../../pkg/learning_rate_playground.js";
import { get, hyperparameters, labelOf, set, wholeAxis } from "../../www/views/pixels/hyperparameters";

engine.initSync({ module: readFileSync("pkg/learning_rate_playground_bg.wasm") });
const { optimizers } = engine.catalogue();
const of = (name: string) => hyperparameters(optimizers.find((one) => one.name === name)!);

test("an optimizer's numbers are its arguments that are numbers, and each of a pair", () => {
  expect([...of("Adam").keys()]).toEqual(["lr", "betas[0]", "betas[1]", "eps", "weight_decay"]);
  expect(labelOf("betas[1]")).toBe("betas, the second");
  expect([labelOf("lr"), labelOf("weight_decay")]).toEqual(["learning rate", "weight decay"]);
});

test("each is read as its default where it is not set, and setting it leaves the others as they are", () => {
  for (const entry of optimizers)
    for (const [name, one] of hyperparameters(entry)) {
      const optimizer = { name: entry.name };
      const others = [...hyperparameters(entry)].filter(([other]) => other !== name);
      const before = others.map(([, other]) => get(optimizer, other));
      set(optimizer, one, 0.125);
      expect(get(optimizer, one), `${entry.name} ${name}`).toBe(0.125);
      expect(others.map(([, other]) => get(optimizer, other))).toEqual(before);
    }
  expect(get({ name: "Adam" }, of("Adam").get("betas[1]")!)).toBe(0.999);
});

test("an axis holds the present number, and none that is not allowed", () => {
  const rates = { low: 1e-7, high: 2 };
  expect(wholeAxis("lr", of("SGD").get("lr")!, 0.1, rates).range).toEqual([2e-4, 2]);
  for (const entry of optimizers)
    for (const [name, one] of hyperparameters(entry)) {
      const value = get({ name: entry.name }, one);
      const present = value ?? one.arg.min; // what is left out has no number
      if (name === "lr") continue;
      const { range, scale } = wholeAxis(name, one, value, rates);
      const [low, high] = range;
      expect(low < high, `${entry.name} ${name}: ${range}`).toBe(true);
      if (scale === "linear") {
        expect(low <= present && present <= high, `${entry.name} ${name}: ${present} in ${range}`).toBe(true);
        if (one.arg.min !== null) expect(low).toBeGreaterThanOrEqual(one.arg.min);
      } else expect(low).toBeGreaterThan(0);
    }
});
