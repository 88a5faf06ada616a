import { expect, test } from "@playwright/test";
import { Projection, viewOfPath, widen, type Point } from "../../www/views/map/projection";
import { ticks } from "../../www/views/map/ticks";

const view = { x: [-2, 6] as Point, y: [1, 5] as Point };
const map = new Projection(view, 800, 400);
const close = (a: number[], b: number[]) => a.forEach((x, k) => expect(x).toBeCloseTo(b[k]!, 10));

test("a point of the plane and its pixel belong together; up is up", () => {
  expect(map.toPixel([-2, 5])).toEqual([0, 0]);
  expect(map.toPixel([6, 1])).toEqual([800, 400]);
  expect(map.toPixel([2, 3])).toEqual([400, 200]);
  for (const pixel of [
    [0, 0],
    [123, 45],
    [800, 400],
    [-70, 900],
  ] as Point[])
    // prettier-ignore
    close(map.toPixel(map.toPoint(pixel)), pixel);
  expect([map.has([0, 400]), map.has([800.1, 7]), map.has([5, NaN])]).toEqual([true, false, false]);
});

test("zooming keeps the point under the pointer, panning takes it along", () => {
  const at: Point = [200, 300];
  const zoomed = map.zoomed(at, 0.5)!;
  close([zoomed.x[1] - zoomed.x[0], zoomed.y[1] - zoomed.y[0]], [4, 2]);
  close(new Projection(zoomed, 800, 400).toPoint(at), map.toPoint(at));
  const pinched = map.zoomed(at, 2, [10, -20])!;
  close(new Projection(pinched, 800, 400).toPoint(at), map.toPoint([190, 320]));
  close(new Projection(map.panned([10, 20], [60, 0]), 800, 400).toPoint([60, 0]), map.toPoint([10, 20]));
});

test("no view is finer than doubles or wider than they can be squared", () => {
  expect(map.zoomed([1, 1], 1e-12)).toBeNull();
  expect(map.zoomed([1, 1], 1e160)).toBeNull();
});

test("a widened view holds the old one around its middle, at one scale on both axes", () => {
  for (const shape of [0.3, 1, 2, 5]) {
    const { x, y } = widen(view, shape);
    expect((x[1] - x[0]) / (y[1] - y[0])).toBeCloseTo(shape, 12);
    expect(x[0] <= -2 && x[1] >= 6 && y[0] <= 1 && y[1] >= 5).toBe(true);
    close([x[0] + x[1], y[0] + y[1]], [4, 6]);
  }
  expect(widen(view, 2)).toEqual(view);
});

test("the view of a path holds it, or what of it lies within ten times the view, and never more than doubles hold", () => {
  const { x, y } = viewOfPath(Float64Array.of(0, 2, 10, 2, 30, 9), view);
  expect(x[0] <= 0 && x[1] >= 30 && y[0] <= 2 && y[1] >= 9).toBe(true);
  const back = viewOfPath(Float64Array.of(0, 2, 1e6, 2, 0, -1e6), view);
  expect(back.y[0], "what comes after it has gone far is not looked for").toBeGreaterThan(-5);
  for (const far of [1e6, 1e308, -Infinity]) {
    const { x, y } = viewOfPath(Float64Array.of(0, 2, far, 2, 5, 5), view);
    expect(
      [...x, ...y].every((edge) => Math.abs(edge) < 100),
      `${far}: ${x}, ${y}`,
    ).toBe(true);
    expect(x[1] > x[0] && y[1] > y[0]).toBe(true);
  }
});

test("numbers along an edge are round, lie on it, and are written as they are", () => {
  for (const [low, high] of [
    [-1, 1],
    [0.1, 0.13],
    [-3e7, 2e7],
    [1e-6, 9e-6],
  ] as Point[]) {
    // prettier-ignore
    const found = ticks([low, high], 6);
    expect(found.length).toBeGreaterThan(1);
    for (const { value, text } of found) {
      expect(value >= low && value <= high, `${value} in ${low} … ${high}`).toBe(true);
      expect(Number(text.replace("−", "-"))).toBeCloseTo(value, 12);
    }
  }
  expect(ticks([0, 1], 5).map(({ text }) => text)).toEqual(["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
});
