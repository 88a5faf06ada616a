import { expect, test } from "@playwright/test";
import { rateText, stretches } from "../../www/text/en/rate";

const [a, b, c] = [
  { low: "0.138", high: "0.409" },
  { low: "4.61", high: "4.61" },
  { low: "5", high: "6.2" },
];

test("the rates that arrive are told band by band, a single one as such", () => {
  expect(stretches([a])).toBe("from 0.138 to 0.409");
  expect(stretches([b])).toBe("at 4.61");
  expect(stretches([a, b])).toBe("from 0.138 to 0.409, and again at 4.61");
  expect(stretches([a, b, c])).toBe("from 0.138 to 0.409, again at 4.61, and again from 5 to 6.2");
  expect(rateText.arrives([a, b])).toBe("Arrives from 0.138 to 0.409, and again at 4.61.");
});

test("of more than six bands the first are told, and how many more there are", () => {
  const five = [b, b, b, b, b];
  const told = "at 4.61, again at 4.61, again at 4.61, again at 4.61, again at 4.61";
  expect(stretches([...five, a])).toBe(`${told}, and again from 0.138 to 0.409`);
  expect(stretches([...five, a, c])).toBe(`${told}, again from 0.138 to 0.409, and in 1 more band`);
  expect(stretches([...five, a, c, c])).toBe(`${told}, again from 0.138 to 0.409, and in 2 more bands`);
});
