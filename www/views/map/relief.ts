/** Draws heights as a map: tints and hill shading on one canvas, contour lines on another. */
import { contrast, css, mix, pixel, ramp, type Rgb } from "../shared/colour";
import { placeLabels, type ContourLabel } from "./contour-labels";
import { paintContours, slopes, widest, type Lines } from "./contour-lines";
import type { Palette } from "./palette";
import { chooseScale, placeTones, sample, steepness } from "./scale";

export interface Ground {
  heights: Float64Array; // pixel centres, row by row from the top
  columns: number;
  rows: number;
}

const LIGHT_FROM = [-0.53, -0.53, 0.66]; // north-west, as maps have it

interface Size {
  width: number;
  height: number;
  density: number;
}

/** Tints have a pixel for each height, enlarged smoothly; lines have the screen's density. Returns the numbers on lines. */
export function drawRelief(
  tints: HTMLCanvasElement,
  lines: HTMLCanvasElement,
  ground: Ground,
  size: Size,
  palette: Palette,
  paper: Rgb,
): ContourLabel[] {
  const found = drawTints(tints, ground, size, palette, paper);
  drawLines(lines, found, size, palette);
  return found.labels;
}

export function drawTints(
  tints: HTMLCanvasElement,
  { heights, columns, rows }: Ground,
  size: Size,
  palette: Palette,
  paper: Rgb,
): Lines {
  const cell = size.width / columns;
  const sorted = sample(heights);
  const scale = chooseScale(sorted, steepness(heights, columns) / cell);
  const tone = new Float32Array(heights.length);
  const line = new Float32Array(heights.length);
  for (let i = 0; i < heights.length; i++) {
    const t = Math.abs(heights[i]) <= Number.MAX_VALUE ? scale.tone(heights[i]) : NaN;
    tone[i] = t < 1e9 ? t : t > 0 ? 1e9 : NaN;
    line[i] = scale.line(tone[i]);
  }
  const place = placeTones(sorted, scale);

  [tints.width, tints.height] = [columns, rows];
  const ground = paintTints(tone, columns, rows, palette, paper, place);
  tints.getContext("2d")!.putImageData(ground, 0, 0);

  const slope = slopes(line, columns, rows);
  const lowest = Math.max(0, Math.ceil(scale.line(scale.tone(sorted[0])) + 1e-3)); // no line at the lowest point itself
  const highest = Math.min(4000, scale.line(scale.tone(sorted[sorted.length - 1])));
  const colours: Rgb[] = [];
  for (let n = 0; n <= highest; n++) colours.push(ramp(palette.contour, place(scale.tone(scale.level(n)))));
  const rough = scale.extreme ? widest(slope, columns) : slope;
  const { isIndex, level } = scale;
  const labels = placeLabels(line, slope, columns, rows, size.width, size.height, scale, (i) => {
    let halo: Rgb = [ground.data[4 * i], ground.data[4 * i + 1], ground.data[4 * i + 2]];
    for (let k = 0; contrast(halo, palette.label) < 4.6 && k < 10; k++) halo = mix(halo, paper, 0.15);
    return css(halo);
  });
  return { line, slope, rough, columns, rows, lowest, isIndex, level, colours, labels };
}

/** Contour lines, and hatches where the height is not a number. */
export function drawLines(canvas: HTMLCanvasElement, lines: Lines, size: Size, palette: Palette): void {
  canvas.width = Math.round(size.width * size.density);
  canvas.height = Math.round(size.height * size.density);
  const image = new ImageData(canvas.width, canvas.height);
  paintContours(image, lines, size.density, palette);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}

/** Hypsometric tints with hill shading, which is weaker in valleys, as under haze. */
function paintTints(
  tone: Float32Array,
  columns: number,
  rows: number,
  palette: Palette,
  paper: Rgb,
  place: (tone: number) => number,
): ImageData {
  const image = new ImageData(columns, rows);
  const pixels = new Int32Array(image.data.buffer);
  const table = new Float32Array(3 * 513);
  for (let i = 0; i <= 512; i++) table.set(ramp(palette.tints, i / 512), 3 * i);
  const upright = 0.375 / (steepness(tone, columns) || 1); // the 75th percentile of slopes is shaded as 37° steep
  const [lx, ly, lz] = LIGHT_FROM;
  const blank = pixel(paper, 255);
  for (let y = 0, i = 0; y < rows; y++) {
    const up = y > 0 ? columns : 0;
    const down = y < rows - 1 ? columns : 0;
    for (let x = 0; x < columns; x++, i++) {
      const here = tone[i];
      if (here !== here) {
        pixels[i] = blank;
        continue;
      }
      const t = place(here);
      const dx = (tone[x < columns - 1 ? i + 1 : i] - tone[x > 0 ? i - 1 : i]) * upright;
      const dy = (tone[i + down] - tone[i - up]) * upright;
      const lit = (lz - dx * lx - dy * ly) / Math.sqrt(1 + dx * dx + dy * dy) - lz;
      const k = 3 * ((512 * t + 0.5) | 0);
      let f = 0; // stays 0 beside a cell without a height
      if (lit > 0) f = Math.min(1, lit * 2) * (0.32 + 0.68 * t) * palette.lit;
      else if (lit < 0) f = Math.min(1, -lit) * (0.11 + 0.25 * t);
      const [tr, tg, tb] = lit > 0 ? palette.light : palette.shade;
      const r = table[k] + (tr - table[k]) * f;
      const g = table[k + 1] + (tg - table[k + 1]) * f;
      const b = table[k + 2] + (tb - table[k + 2]) * f;
      pixels[i] = (255 << 24) | (b << 16) | (g << 8) | r;
    }
  }
  return image;
}
