import { expect, test } from "@playwright/test";
import { contrast, css, mix, ramp, type Rgb } from "../../www/views/shared/colour";

const [black, white]: Rgb[] = [
  [0, 0, 0],
  [255, 255, 255],
];

test("contrasts are those of WCAG 2.2", () => {
  expect(contrast(black, white)).toBeCloseTo(21, 10);
  expect(contrast(white, white)).toBe(1);
  expect(contrast([0x76, 0x76, 0x76], white), "the lightest grey that passes for text").toBeCloseTo(4.54, 2);
  expect(contrast(white, [0x77, 0x77, 0x77]), "and the next, which does not").toBeCloseTo(4.48, 2);
  expect(contrast([255, 0, 0], white)).toBeCloseTo(4, 2);
});

test("a ramp is its stops, what lies between them, and its ends beyond", () => {
  const stops: [number, Rgb][] = [
    [0, black],
    [0.5, [100, 0, 0]],
    [1, white],
  ];
  expect(ramp(stops, 0.5)).toEqual([100, 0, 0]);
  expect(ramp(stops, 0.25)).toEqual([50, 0, 0]);
  expect([ramp(stops, -1), ramp(stops, 2)]).toEqual([black, white]);
  expect(mix(black, white, 0.2)).toEqual([51, 51, 51]);
  expect(css([1.4, 2.6, 3], 0.5)).toBe("rgb(1 3 3 / 0.5)");
});
