/** Contour lines, pixel by pixel: how far a pixel lies from the nearest line decides how much ink it has. */
import { pixel, type Rgb } from "../shared/colour";
import type { ContourLabel } from "./contour-labels";
import type { Palette } from "./palette";

const HEAVY = 4; // about every how many lines is an index line

/** What contour lines are drawn from, by grid cell: they lie where `line` is whole. */
export interface Lines {
  line: Float32Array;
  slope: Float32Array;
  rough: Float32Array;
  columns: number;
  rows: number;
  lowest: number;
  isIndex(n: number): boolean;
  level(n: number): number;
  colours: Rgb[]; // of each line
  labels: ContourLabel[];
}

/** Half the width of an ordinary line and of an index line, in CSS pixels. */
export const HALF = [0.45, 0.8] as const;

/** The opacity of a line where there are `rise` lines to a CSS pixel: 1, and less as they crowd. */
export const room = (rise: number, isIndex: boolean): number =>
  Math.min(1, ((isIndex ? HEAVY : 1) / rise - 2.2) / 3.2);

/** |∇line| per grid cell, from the larger one-sided differences: in a narrow gorge central ones would vanish. */
export function slopes(line: Float32Array, columns: number, rows: number): Float32Array {
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

/** The largest slope among each cell and its neighbours, so that lines fade beside cells too steep for lines. */
export function widest(slope: Float32Array, columns: number): Float32Array {
  const across = slope.slice();
  for (let i = 1; i < slope.length - 1; i++) across[i] = Math.max(slope[i - 1], slope[i], slope[i + 1]);
  const all = across.slice();
  for (let i = columns; i < slope.length - columns; i++) {
    all[i] = Math.max(across[i - columns], across[i], across[i + columns]);
  }
  return all;
}

/** Paints lines of even width: the distance of a device pixel's centre from the nearest line gives its opacity. */
export function paintContours(
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
  const inks = Int32Array.from(colours, (colour) => pixel(colour, 0));
  const heavy = Uint8Array.from(colours, (_, n) => (isIndex(n) ? 1 : 0));
  const last = colours.length - 1;
  const reach = HALF.map((half) => half * density + 0.5); // half a line and half a pixel
  const strength = [palette.fine * 255, palette.index * 255];
  const [hatch, hatchInk] = [7 * density, pixel(palette.hatch, 0)];
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
