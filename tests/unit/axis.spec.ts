import { expect, test } from "@playwright/test";
import { isDistinct, partOf, ticksOf, valueAt, type Axis } from "../../www/views/pixels/axis";

const linear = (from: number, to: number): Axis => ({ name: "momentum", range: [from, to], scale: "linear" });
const log = (from: number, to: number): Axis => ({ name: "lr", range: [from, to], scale: "log" });

test("half way along an axis lies the mean of its ends, along a logarithmic one their geometric mean", () => {
  expect(valueAt(linear(-1, 3), 0.5)).toBe(1);
  expect(valueAt(log(1e-4, 1), 0.5)).toBeCloseTo(1e-2, 15);
  expect(partOf(log(0.001, 1000), 1)).toBeCloseTo(0.5, 15);
  expect(partOf(linear(2, 4), 5), "beyond its end").toBe(1.5);
});

test("a number and its place on an axis belong together, at the ends exactly and however near one has zoomed", () => {
  const axes = [linear(0, 1), linear(-7, 0.1), log(1e-5, 1), log(0.1, 0.1 + 1e-9), linear(1e9, 1e9 + 1e-3)];
  for (const axis of axes) {
    const [from, to] = axis.range;
    expect(valueAt(axis, 0)).toBe(from);
    expect(valueAt(axis, 1)).toBe(to);
    for (let part = 0; part <= 1; part += 1 / 64) {
      const value = valueAt(axis, part);
      expect(value >= from && value <= to, `${part} of ${axis.range}`).toBe(true);
      expect(partOf(axis, value)).toBeCloseTo(part, 3);
    }
  }
});

test("labels are round numbers in the axis' range, rising, told apart, and at their places", () => {
  const axes = [
    linear(0, 1),
    linear(-0.3, 12),
    log(1e-4, 1),
    log(2e-7, 3e5),
    log(0.2, 0.9),
    linear(0.9, 0.90001),
  ];
  for (const axis of axes) {
    const { ticks, base } = ticksOf(axis, 7);
    const said = `${axis.range}: ${ticks.map(({ text }) => text)} from ${base}`;
    expect(ticks.length, said).toBeGreaterThan(1);
    expect(ticks.length, said).toBeLessThanOrEqual(8);
    expect(new Set(ticks.map(({ text }) => text)).size, said).toBe(ticks.length);
    ticks.forEach(({ part, text }, k) => {
      expect(part >= -1e-9 && part <= 1 + 1e-9, said).toBe(true);
      if (k) expect(part, said).toBeGreaterThan(ticks[k - 1]!.part);
      const number = Number(text.replace("−", "-")) + Number(base.replace("−", "-"));
      expect(partOf(axis, number), said).toBeCloseTo(part, 6);
    });
  }
});

test("where labels would need too many digits they count from the first", () => {
  const { ticks, base } = ticksOf(linear(0.12345678, 0.12345679), 5);
  expect(Number(base)).toBeCloseTo(0.12345678, 8);
  expect(ticks[0]!.text).toBe("+0");
  expect(ticks.every(({ text }) => text.startsWith("+"))).toBe(true);
});

test("pixels have numbers of their own as long as doubles between the ends suffice", () => {
  expect(isDistinct(linear(0, 1), 400)).toBe(true);
  expect(isDistinct(linear(1, 1 + 2 ** -40), 400)).toBe(true);
  expect(isDistinct(linear(1, 1 + 2 ** -44), 400)).toBe(false);
  expect(isDistinct(linear(1, 1), 400)).toBe(false);
});
