import { expect, test } from "@playwright/test";
import { column, logAxis, rate, roundAxis, roundTicks, short, tick } from "../../www/util/format";

test("numbers are written with the digits their place has, and in powers of ten where they are far from one", () => {
  const written: [(x: number) => string, number, string][] = [
    [short, 0.40404, "0.404"],
    [short, 394.712, "394.7"],
    [short, -31234, "−3.123e4"],
    [rate, 0.0012549, "0.00125"],
    [rate, 1e-5, "1e-5"],
    [rate, 9999.9, "1e4"],
    [tick, 50000, "50000"],
    [tick, 1e5, "1e5"],
    [short, NaN, "not a number"],
    [short, -Infinity, "−∞"],
    [short, -1e-320, "−1e-320"],
    [short, -0, "0"],
  ];
  for (const [write, x, text] of written) expect(write(x), String(x)).toBe(text);
});

test("a column has as many digits as tell its numbers apart, and no more for what is equal but for rounding", () => {
  // Of the course's five rates.
  expect(column([394.9607, 394.69443, 394.69452, 403.64])).toEqual([
    "394.961",
    "394.694",
    "394.695",
    "403.64",
  ]);
  expect(column([394.9607, 394.6944, 395.573])).toEqual(["395", "394.7", "395.6"]);
  expect(column([0.1, 0.1 + 1e-16, 713157, NaN, Infinity])).toEqual([
    "0.1",
    "0.1",
    "7.132e5",
    "not a number",
    "∞",
  ]);
  expect(column([])).toEqual([]);
});

test("a linear axis goes around its values in round steps, at most so many", () => {
  const spans = [
    [0, 1],
    [-3.2, 7.9],
    [1e-9, 3e-9],
    [99.9, 100.1],
    [-1e308, 1.7e308],
    [5, 5],
    [0, 0],
  ] as const;
  for (const [low, high] of spans) {
    const axis = roundAxis(low, high, 5);
    const said = `${low} … ${high}: ${axis.ticks}`;
    expect(axis.ticks.length, said).toBeGreaterThan(1);
    expect(axis.ticks.length, said).toBeLessThanOrEqual(6);
    expect(axis.ticks, said).toEqual([...axis.ticks].sort((a, b) => a - b));
    expect(axis.ticks.every(Number.isFinite), said).toBe(true);
    if (high - low < Infinity) expect(axis.low <= low && high <= axis.high, said).toBe(true);
  }
  expect(roundAxis(0, 1, 5)).toEqual({ low: 0, high: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] });
});

test("a logarithmic axis goes around its values by 1, 2, 5 or by decades", () => {
  expect(logAxis(0.02, 1, 6).ticks).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  expect(logAxis(1e-4, 1, 4).ticks).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
  const { low, high } = logAxis(3e-7, 4e5, 5);
  expect(low <= 3e-7 && high >= 4e5).toBe(true);
});

test("ticks inside a span are round and lie in it", () => {
  expect(roundTicks(0.3, 2.2, 4)).toEqual([0.5, 1, 1.5, 2]);
  expect(roundTicks(0.3, 2.2, 4, 1)).toEqual([1, 2]);
  expect(roundTicks(0.31, 0.32, 1, 1)).toEqual([]);
});
