import { expect, test } from "@playwright/test";
import { parseRate } from "../../www/util/parse-rate";

test("a rate is read as people write it: with a point or a comma, in powers of ten, as a fraction", () => {
  const typed = { "0.01": 0.01, " 1e-3 ": 1e-3, "1/64": 1 / 64, "0,25": 0.25, ".5": 0.5, "1e−2": 1e-2 };
  for (const [text, rate] of Object.entries(typed)) expect(parseRate(text), text).toBe(rate);
});

test("what is no rate is answered by a sentence that says why", () => {
  const wrong: Record<string, RegExp> = {
    "": /^Type a learning rate/,
    abc: /“abc” is not a number/,
    "1/2/3": /is not a number/,
    "1,234": /two ways: write 1234 or 1\.234\./,
    "1/0": /divides by zero/,
    "1e999": /too large/,
    "1e-999": /too small/,
    "0": /must be above zero/,
    "-0.1": /must be above zero/,
  };
  for (const [text, why] of Object.entries(wrong)) expect(parseRate(text), text).toMatch(why);
});
