import { expect, test } from "@playwright/test";
import { contours } from "../../www/views/map/contours";
import { palettes } from "../../www/views/map/palette";

const SIDE = 81;

/** Contour lines of a function of grid coordinates from the middle, as points; a cell is a unit. */
function lines(height: (x: number, y: number) => number): Map<string, [number, number][][]> {
  const middle = (SIDE - 1) / 2;
  const line = Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    height((i % SIDE) - middle, Math.floor(i / SIDE) - middle),
  );
  const shapes = contours(
    {
      line,
      slope: line,
      rough: new Float32Array(SIDE * SIDE).fill(0.05),
      columns: SIDE,
      rows: SIDE,
      lowest: 1,
      isIndex: (n) => n % 5 === 0,
      level: (n) => n,
      colours: Array.from({ length: 9 }, () => [1, 2, 3] as [number, number, number]),
      labels: [],
    },
    SIDE,
    SIDE,
    palettes.light,
  );
  const points = (d: string) =>
    d
      .split("M")
      .slice(1)
      .map((part) =>
        part
          .split("L")
          .map((point) => point.split(" ").map((x) => Number(x) - middle - 0.5) as [number, number]),
      );
  return new Map(shapes.map((shape) => ("d" in shape ? [shape.name!, points(shape.d)] : ["", []])));
}

test("the contour lines of a cone are circles, each closed and in one piece", () => {
  const found = lines((x, y) => Math.hypot(x, y) / 7);
  expect([...found.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `height ${n}`));
  for (const [n, radius] of [1, 2, 3, 4, 5].map((n) => [n, 7 * n] as const)) {
    const all = found.get(`height ${n}`)!;
    expect(all.length, `pieces of circle ${n}`).toBe(1);
    const [circle] = all;
    expect(circle!.at(-1)).toEqual(circle![0]);
    for (const [x, y] of circle!) expect(Math.abs(Math.hypot(x, y) - radius)).toBeLessThan(0.1);
    const length = circle!
      .slice(1)
      .reduce((sum, [x, y], k) => sum + Math.hypot(x - circle![k]![0], y - circle![k]![1]), 0);
    expect(length / (2 * Math.PI * radius)).toBeCloseTo(1, 2);
  }
});

test("those of a plane are straight: two points each, from edge to edge", () => {
  const found = lines((x, y) => (x + y / 2) / 10 + 4);
  for (const [, all] of found)
    for (const straight of all) {
      expect(straight.length).toBe(2);
      for (const [x, y] of straight)
        expect(Math.abs(x) > 39.9 || Math.abs(y) > 39.9, `${x}, ${y}`).toBe(true);
    }
  expect(found.size).toBeGreaterThan(4);
});

test("a line that begins and ends inside is one piece too", () => {
  const arches = lines((x, y) => (y > 0 ? NaN : Math.hypot(x, y) / 7));
  for (const n of [1, 2, 3, 4, 5]) expect(arches.get(`height ${n}`)!.length, `pieces of arch ${n}`).toBe(1);
});

test("where the ground has no height there is no line", () => {
  expect(lines(() => NaN).size).toBe(0);
  const found = lines((x, y) => (x > 0 ? NaN : Math.hypot(x, y) / 7));
  for (const [, all] of found)
    for (const piece of all) for (const [x] of piece) expect(x).toBeLessThanOrEqual(0);
});
