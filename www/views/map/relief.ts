/** The ground of the map: heights in, tints, hill shading and contour lines on a canvas, and where to number them. */
import { short } from "../../util/format";
import { contrast, css, mix, ramp, type Rgb } from "../shared/colour";
import type { Palette } from "./palette";

/** A number on an index contour, in CSS pixels; `angle` follows the line and keeps the text upright. */
export interface ContourLabel {
  x: number;
  y: number;
  angle: number;
  text: string;
  halo: string; // the ground's own colour there: it breaks the line without leaving a patch
}

export interface Ground {
  heights: Float64Array; // pixel centres, row by row from the top
  columns: number;
  rows: number;
}

/**
 * How heights become tints and lines. `tone` is the height as the eye should see it: the height itself, or its
 * logarithm above the lowest ground. Contour lines lie where `line(tone)` is whole.
 */
interface Scale {
  tone(h: number): number;
  line(tone: number): number;
  isIndex(n: number): boolean;
  level(n: number): number;
  extreme?: boolean; // gorges narrower than a grid cell are to be expected
}

const LIGHT_FROM = [-0.53, -0.53, 0.66]; // north-west, as maps have it
const AHEAD = 13; // CSS pixels to either side over which a contour must be straight to carry a number
const HEAVY = 4; // about every how many lines is an index line

interface Size {
  width: number;
  height: number;
  density: number;
}

/** What contour lines are drawn of: they lie where `line` is whole, by grid cell. */
export interface Lines {
  line: Float32Array;
  slope: Float32Array;
  rough: Float32Array;
  columns: number;
  rows: number;
  lowest: number;
  isIndex(n: number): boolean;
  level(n: number): number;
  colours: Rgb[]; // by line
  labels: ContourLabel[];
}

/** Draws tints on one canvas (a pixel a height, smoothed up) and lines on another (at the screen's own density). */
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
  const lowest = Math.max(0, Math.ceil(scale.line(scale.tone(sorted[0])) + 1e-3)); // none at the very bottom
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

/** Lines, and hatches where the ground has no height. */
export function drawLines(canvas: HTMLCanvasElement, lines: Lines, size: Size, palette: Palette): void {
  canvas.width = Math.round(size.width * size.density);
  canvas.height = Math.round(size.height * size.density);
  const image = new ImageData(canvas.width, canvas.height);
  paintContours(image, lines, size.density, palette);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}

/** Half a line's width in CSS pixels: a fine one's, an index line's. */
export const HALF = [0.45, 0.8] as const;

/** From 1 to 0 as lines crowd: `rise` is how many there are to a CSS pixel. */
export const room = (rise: number, isIndex: boolean): number =>
  Math.min(1, ((isIndex ? HEAVY : 1) / rise - 2.2) / 3.2);

/** Some thousand of the finite heights, sorted. */
function sample(heights: Float64Array): Float64Array {
  const every = Math.max(1, Math.floor(heights.length / 6007));
  const some: number[] = [];
  let low = Infinity;
  for (let i = 0; i < heights.length; i++) {
    const h = heights[i];
    if (h < low && h > -Infinity) low = h;
    if (i % every === 0 && Number.isFinite(h)) some.push(h);
  }
  if (low < Infinity) some.push(low); // the valley floor itself is never missed
  return Float64Array.from(some).sort();
}

const quantile = (sorted: Float64Array, q: number) => sorted[Math.round(q * (sorted.length - 1))];

/** How much an ordinary slope of the map rises from one cell to the next. */
function steepness(heights: ArrayLike<number>, columns: number): number {
  const some: number[] = [];
  for (let i = columns; i < heights.length - 1; i += 97) {
    const rise = Math.hypot(heights[i + 1] - heights[i], heights[i] - heights[i - columns]);
    if (rise < Infinity) some.push(rise);
  }
  return quantile(Float64Array.from(some).sort(), 0.75) || 0;
}

/** Level values are round; equally spaced in ordinary relief, 1-2-5 above the lowest ground in extreme relief. */
function chooseScale(sorted: Float64Array, rise: number): Scale {
  const low = sorted[0];
  const high = quantile(sorted, 0.99);
  const span = high - low;
  if (!(span > 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) {
    return { tone: () => 0, line: () => 0.5, isIndex: () => false, level: () => low }; // flat: no lines
  }
  if (quantile(sorted, 0.5) - low > 0.115 * span) {
    // Some thirty lines, fewer where the ground is so rugged that they would crowd.
    const [interval, every] = roundInterval(Math.min(span / 6, Math.max(span / 30, 4.5 * rise)));
    const base = Math.floor(low / interval); // counted from here, so that lines have small numbers
    return {
      tone: (h) => (h - low) / interval,
      line: (tone) => tone + (low / interval - base),
      isIndex: (n) => (n + base) % every === 0,
      level: (n) => (n + base) * interval,
    };
  }
  const unit = 10 ** Math.floor(Math.log10(Math.max(quantile(sorted, 0.003) - low, span * 1e-15)));
  const base = Math.floor(low / unit + 1e-9) * unit;
  const decades = Math.log10(span / unit);
  const marks = decades > 12 ? [1] : decades > 6 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7];
  const count = marks.length;
  const from = marks.map(Math.log10);
  const to = [...from.slice(1), 1];
  return {
    tone(h) {
      const x = (h - base) / unit;
      return x < 1 ? (x - 1) * Math.LOG10E : Math.log10(x); // straight below the first line, logarithmic above
    },
    line(tone) {
      if (!(tone > 0)) return tone;
      const decade = Math.floor(tone);
      const rest = tone - decade;
      let k = count - 1;
      while (rest < from[k]) k--;
      return decade * count + k + (rest - from[k]) / (to[k] - from[k]);
    },
    extreme: true,
    isIndex: (n) => n % 3 === 0,
    level: (n) => base + unit * marks[n % count] * 10 ** Math.floor(n / count),
  };
}

/** An interval of 1, 2, 2.5 or 5 times a power of ten near `wish`, and which lines are index lines. */
function roundInterval(wish: number): [interval: number, every: number] {
  const power = 10 ** Math.floor(Math.log10(wish));
  const [factor, every] = [
    [1, 5],
    [2, 5],
    [2.5, 4],
    [5, 4],
    [10, 5],
  ].find(([f]) => f * power >= wish * 0.85)!;
  return [factor * power, every];
}

/** Tone → 0..1 on the tint ramp: half by height and half by rank, so that every tint has ground to stand on. */
function placeTones(sorted: Float64Array, scale: Scale): (tone: number) => number {
  if (!sorted.length) return () => 0;
  const steps = 64;
  const at: number[] = [];
  for (let k = 0; k <= steps; k++) at.push(scale.tone(quantile(sorted, k / steps)));
  const low = at[0];
  const span = at[steps] - low || 1;
  const table = new Float32Array(1025);
  let k = 0;
  for (let i = 0; i <= 1024; i++) {
    const height = low + (span * i) / 1024;
    while (k < steps - 1 && at[k + 1] < height) k++;
    const rank = (k + Math.min(1, (height - at[k]) / (at[k + 1] - at[k] || 1))) / steps;
    table[i] = 0.55 * (i / 1024) + 0.45 * rank;
  }
  const factor = 1024 / span;
  return (tone) => {
    const i = (tone - low) * factor;
    return table[i > 0 ? (i < 1024 ? (i + 0.5) | 0 : 1024) : 0];
  };
}

/** Hypsometric tints under a light hill shading that is weakest in the valleys, as haze would have it. */
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
  const upright = 0.375 / (steepness(tone, columns) || 1); // an ordinary slope is shown as 37° steep
  const [lx, ly, lz] = LIGHT_FROM;
  const blank = pack(paper, 255);
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
      let f = 0; // no number next door: unshaded
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

/** A pixel of an ImageData as one number (every browser's machine is little-endian). */
const pack = ([r, g, b]: Rgb, alpha: number) => (alpha << 24) | (b << 16) | (g << 8) | r;

/** |∇line| per grid cell, by the steeper one-sided differences: in a gorge the central ones would vanish. */
function slopes(line: Float32Array, columns: number, rows: number): Float32Array {
  const slope = new Float32Array(line.length);
  for (let y = 0, i = 0; y < rows; y++) {
    const up = y > 0 ? columns : 0;
    const down = y < rows - 1 ? columns : 0;
    for (let x = 0; x < columns; x++, i++) {
      const here = line[i];
      const dx = Math.max(
        Math.abs(line[i + (x < columns - 1 ? 1 : 0)] - here),
        Math.abs(here - line[i - (x > 0 ? 1 : 0)]),
      );
      const dy = Math.max(Math.abs(line[i + down] - here), Math.abs(here - line[i - up]));
      slope[i] = Math.sqrt(dx * dx + dy * dy);
    }
  }
  return slope;
}

/** The steepest of each cell and its neighbours: lines fade where one of them could not be drawn. */
function widest(slope: Float32Array, columns: number): Float32Array {
  const across = slope.slice();
  for (let i = 1; i < slope.length - 1; i++) across[i] = Math.max(slope[i - 1], slope[i], slope[i + 1]);
  const all = across.slice();
  for (let i = columns; i < slope.length - columns; i++) {
    all[i] = Math.max(across[i - columns], across[i], across[i + columns]);
  }
  return all;
}

/** Contour lines of even width: how far a device pixel's centre lies from the nearest line decides its ink. */
function paintContours(
  image: ImageData,
  { line, slope, rough, columns, rows, lowest, isIndex, colours }: Lines,
  density: number,
  palette: Palette,
): void {
  const { width, height } = image;
  const pixels = new Int32Array(image.data.buffer);
  const perPixel = columns / width; // grid cells a device pixel
  const column = new Int32Array(width);
  const part = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const at = Math.min(columns - 1.001, Math.max(0, (x + 0.5) * perPixel - 0.5));
    column[x] = Math.floor(at);
    part[x] = at - column[x];
  }
  const inks = Int32Array.from(colours, (colour) => pack(colour, 0));
  const heavy = Uint8Array.from(colours, (_, n) => (isIndex(n) ? 1 : 0));
  const last = colours.length - 1;
  const reach = HALF.map((half) => half * density + 0.5); // and half a pixel
  const strength = [palette.fine * 255, palette.index * 255];
  const [hatch, hatchInk] = [7 * density, pack(palette.hatch, 0)];
  const lines = new Float32Array(columns);
  const steep = new Float32Array(columns);
  for (let y = 0; y < height; y++) {
    const at = Math.min(rows - 1.001, Math.max(0, ((y + 0.5) * rows) / height - 0.5));
    const row = Math.floor(at) * columns;
    const below = at - Math.floor(at);
    for (let x = 0; x < columns; x++) {
      lines[x] = line[row + x] + (line[row + columns + x] - line[row + x]) * below;
      steep[x] = (slope[row + x] + (slope[row + columns + x] - slope[row + x]) * below) * perPixel;
    }
    for (let x = 0, out = y * width; x < width; x++, out++) {
      const c = column[x];
      const u = lines[c] + (lines[c + 1] - lines[c]) * part[x];
      const n = Math.floor(u + 0.5);
      const off = Math.abs(u - n);
      const g = steep[c] + (steep[c + 1] - steep[c]) * part[x];
      if (off >= reach[1] * g || n < lowest) continue;
      if (u !== u) {
        const ink = 0.5 * density + 0.5 - Math.abs(((x + y) % hatch) - hatch / 2) * 0.7;
        if (ink > 0) pixels[out] = hatchInk | ((Math.min(1, ink) * 150) << 24);
        continue;
      }
      const k = n <= last ? heavy[n] : 0;
      const ink = reach[k] - off / g;
      const free = room(rough[row + c] * perPixel * density, k === 1);
      if (!(ink > 0 && free > 0)) continue;
      pixels[out] = inks[n < last ? n : last] | ((Math.min(1, ink) * free * strength[k]) << 24);
    }
  }
}

/** Where index contours carry their height: on straight stretches with room, spread over the map. */
function placeLabels(
  line: Float32Array,
  slope: Float32Array,
  columns: number,
  rows: number,
  width: number,
  height: number,
  scale: Scale,
  halo: (i: number) => string,
): ContourLabel[] {
  const cell = width / columns;
  const read = (x: number, y: number) =>
    line[Math.round(y / cell - 0.5) * columns + Math.round(x / cell - 0.5)];
  const found: { x: number; y: number; angle: number; n: number; i: number; cost: number }[] = [];
  const stride = Math.max(1, Math.round(4 / cell));
  const consider = (i: number, j: number, x: number, y: number) => {
    const n = Math.round((line[i] + line[j]) / 2);
    if (n < 0 || (line[i] - n) * (line[j] - n) > 0 || !scale.isIndex(n)) return;
    const f = (n - line[i]) / (line[j] - line[i] || 1);
    const px = (x + (j === i + 1 ? f : 0) + 0.5) * cell;
    const py = (y + (j === i + 1 ? 0 : f) + 0.5) * cell;
    if (px < 56 || px > width - 30 || py < 26 || py > height - 40) return;
    const g = slope[i] / cell;
    if (!(g > 0) || 1 / g < 4.5) return; // too crowded to read
    const dx = line[i + 1] - line[i - 1];
    const dy = line[i + columns] - line[i - columns];
    const angle = Math.atan(-dx / dy); // along the line, between −90° and 90°
    const [tx, ty] = [Math.cos(angle) * AHEAD, Math.sin(angle) * AHEAD];
    const bend = (Math.abs(read(px + tx, py + ty) - n) + Math.abs(read(px - tx, py - ty) - n)) / g;
    if (!(bend < 5)) return;
    const steepText = Math.abs(angle) / (Math.PI / 2);
    found.push({ x: px, y: py, angle, n, i, cost: bend + 3 * steepText ** 2 + Math.min(4, 14 * g) });
  };
  for (let y = stride; y < rows - 1; y += stride) {
    for (let x = 1; x < columns - 2; x++) consider(y * columns + x, y * columns + x + 1, x, y);
  }
  for (let y = 1; y < rows - 2; y++) {
    for (let x = stride; x < columns - 1; x += stride) consider(y * columns + x, (y + 1) * columns + x, x, y);
  }
  found.sort((a, b) => a.cost - b.cost);
  const kept: typeof found = [];
  const most = Math.round(4 + (width * height) / 36000);
  for (const f of found) {
    if (kept.length >= most) break;
    const clear = (k: (typeof found)[0]) => Math.hypot(k.x - f.x, k.y - f.y) > (k.n === f.n ? 190 : 52);
    if (kept.every(clear)) kept.push(f);
  }
  return kept.map(({ x, y, angle, n, i }) => ({ x, y, angle, text: short(scale.level(n)), halo: halo(i) }));
}
