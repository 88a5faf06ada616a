import { expect, test } from "@playwright/test";
import { plan } from "../../www/engine/tiling";

const maps = [
  [1e3, 640, 480],
  [1e5, 640, 480],
  [1e7, 900, 300],
  [1e12, 640, 480],
  [1, 3, 2],
  [1e6, 1, 400],
] as const;

test("tiles hold each row of the coarse and of the fine map once", () => {
  for (const [work, width, height] of maps) {
    const { tiles, coarse } = plan(work, width, height);
    for (const level of [tiles.slice(0, coarse), tiles.slice(coarse)]) {
      expect(level.length).toBeGreaterThan(0);
      expect(new Set(level.map(({ columns, rows }) => `${columns} ${rows}`)).size).toBe(1);
      expect(level[0]!.from).toBe(0);
      level.forEach(({ from, to }, k) => {
        expect(to).toBeGreaterThan(from);
        expect(to).toBe(level[k + 1]?.from ?? level[0]!.rows);
      });
    }
    const [first, last] = [tiles[0]!, tiles.at(-1)!];
    expect(first.columns * first.rows).toBeLessThanOrEqual(last.columns * last.rows);
  }
});

test("a map has at most its pixels, keeps its shape, and has fewer where each takes more", () => {
  const sizes = [1e3, 1e6, 1e7, 1e9].map((work) => {
    const { columns, rows } = plan(work, 800, 400).tiles.at(-1)!;
    expect(columns * rows).toBeLessThanOrEqual(160_000 * 1.01);
    expect(columns / rows).toBeCloseTo(2, 0);
    expect(columns * rows, `at ${work} a pixel`).toBeLessThanOrEqual(Math.max(1600, 2e10 / work) * 1.01);
    return columns * rows;
  });
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(sizes.at(-1)).toBeGreaterThanOrEqual(1600 * 0.9);
  const { columns, rows } = plan(1, 30, 20).tiles.at(-1)!;
  expect([columns, rows], "no finer than it is shown").toEqual([30, 20]);
});

test("a tile takes little enough that another request waits no longer than for its rows", () => {
  for (const [work, width, height] of maps)
    for (const { columns, from, to } of plan(work, width, height).tiles)
      expect((to - from) * columns * work).toBeLessThanOrEqual(Math.max(2e8, columns * work) * 2);
});
