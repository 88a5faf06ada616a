/** The heights written on contour lines. */
import { short } from "../../util/format";
import type { Scale } from "./scale";

const AHEAD = 13; // CSS pixels on each side over which a line must be straight to have a number

/** A number on an index contour, in CSS pixels; `angle` follows the line and keeps the text upright. */
export interface ContourLabel {
  x: number;
  y: number;
  angle: number;
  text: string;
  halo: string; // the colour of the ground there, so that the gap in the line does not stand out
}

/** Chooses places for heights: on straight, uncrowded stretches of index lines, spread over the map. */
export function placeLabels(
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
