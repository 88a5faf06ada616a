/** The track: the verdict of each rate, on a logarithmic scale. */
import type { Strip } from "../../engine/loading";
import { tick } from "../../util/format";
import { VERDICTS, type Texture } from "../../scene/verdicts";

export interface Ends {
  low: number;
  high: number;
}

export const SCALE = 26; // how high the scale is
export const INSET = 16; // pixels from the track's ends to those of the scale, so that the thumb stays inside

/** How far along a track of `width` a rate lies; those beyond the ends lie at the ends. */
export function along({ low, high }: Ends, width: number, rate: number): number {
  const part = Math.log(rate / low) / Math.log(high / low);
  return INSET + Math.min(1, Math.max(0, part)) * (width - 2 * INSET);
}

/** Paints in the colours and the font of `root`. */
export class Painter {
  font = "sans-serif";
  private colours = new Map<string, string>();
  private tiles = new Map<string, CanvasPattern>();

  constructor(private root: HTMLElement) {
    this.themeChanged();
  }

  themeChanged(): void {
    const style = getComputedStyle(this.root);
    const names = [
      "--panel",
      "--ink",
      "--quiet",
      ...Object.values(VERDICTS).map(({ colour }) => `--${colour}`),
    ];
    this.colours = new Map(names.map((name) => [name, style.getPropertyValue(name).trim()]));
    this.font = style.fontFamily;
    this.tiles.clear();
  }

  private colour(name: string): string {
    return this.colours.get(name)!;
  }

  paintScale(canvas: HTMLCanvasElement, width: number, ends: Ends): void {
    const [ctx, sharp] = fresh(canvas, width, SCALE);
    const { low, high } = ends;
    ctx.save();
    ctx.scale(sharp, sharp);
    ctx.font = `12px ${this.font}`;
    ctx.textBaseline = "top";
    const decades = Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low));
    const apart = (width - 2 * INSET) / decades;
    const [narrow, crowded] = [apart < 64, apart < 26];
    let free = 0;
    for (let k = Math.floor(Math.log10(low)); k <= Math.log10(high); k++)
      for (let digit = 1; digit <= (crowded ? 1 : 9); digit++) {
        const value = Number(`${digit}e${k}`);
        if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
        const x = Math.round(along(ends, width, value) * sharp) / sharp;
        ctx.fillStyle = this.colour(digit === 1 ? "--ink" : "--quiet");
        ctx.fillRect(x - 0.5, 0, 1, digit === 1 ? 7 : 3.5);
        if (digit > 1) continue;
        const text = !narrow && k < 0 && k >= -5 ? value.toFixed(-k) : tick(value);
        const wide = ctx.measureText(text).width;
        const left = Math.min(width - wide, Math.max(0, x - wide / 2));
        if (left < free) continue;
        free = left + wide + 8;
        ctx.fillText(text, left, 11);
      }
    ctx.restore();
  }

  paintStrip(
    canvas: HTMLCanvasElement,
    width: number,
    height: number,
    ends: Ends,
    strip: Strip | null,
  ): void {
    const [ctx, sharp] = fresh(canvas, width, height);
    const { width: w, height: h } = canvas;
    ctx.fillStyle = this.colour("--panel");
    ctx.fillRect(0, 0, w, h);
    if (!strip || strip.lr.length === 0) return;

    // Columns meet half-way between neighbouring rates, at whole pixels: without gaps or overlaps.
    const n = strip.lr.length;
    const edges = new Int32Array(n + 1);
    for (let i = 1; i < n; i++)
      edges[i] = Math.round(along(ends, width, Math.sqrt(strip.lr[i - 1]! * strip.lr[i]!)) * sharp);
    edges[n] = w;
    const room = h - 4 * sharp;
    const low = Math.round(6 * sharp);
    const tops = Array.from(strip.depth, (depth) => h - Math.round(low + (depth || 0) * (room - low)));

    for (const [kind, { colour, fill, texture }] of Object.entries(VERDICTS)) {
      const [whole, column, cap] = [new Path2D(), new Path2D(), new Path2D()];
      for (let i = 0; i < n; i++) {
        if (strip.kind[i] !== kind) continue;
        const [x, wide, top] = [edges[i]!, edges[i + 1]! - edges[i]!, tops[i]!];
        if (wide <= 0) continue;
        whole.rect(x, 0, wide, h);
        column.rect(x, top, wide, h - top);
        cap.rect(x, top, wide, Math.round(1.5 * sharp));
      }
      ctx.fillStyle = this.colour(`--${colour}`);
      ctx.globalAlpha = 0.1;
      ctx.fill(whole);
      ctx.globalAlpha = fill;
      ctx.fill(column);
      ctx.globalAlpha = 1;
      if (texture) {
        ctx.fillStyle = this.pattern(ctx, texture, this.colour(`--${colour}`), sharp);
        ctx.fill(column);
        if (kind === "diverged") {
          ctx.globalAlpha = 0.35;
          ctx.fill(whole);
        }
      }
      if (kind === "converged") {
        ctx.fillStyle = this.colour("--ink"); // darker green, so that the word on it can be read
        ctx.globalAlpha = 0.16;
        ctx.fill(column);
      }
      ctx.globalAlpha = 1;
      ctx.fillStyle = this.colour(`--${colour}`);
      ctx.fill(cap);
    }
    this.paintWords(ctx, sharp, height, strip.kind, edges, tops);
  }

  private pattern(
    ctx: CanvasRenderingContext2D,
    texture: Texture,
    colour: string,
    sharp: number,
  ): CanvasPattern {
    const key = texture + sharp;
    const pattern = this.tiles.get(key) ?? ctx.createPattern(tile(texture, colour, sharp), "repeat")!;
    this.tiles.set(key, pattern);
    return pattern;
  }

  /** Writes each verdict's word on its widest stretch, if it fits in one line or, on a high track, in two. */
  private paintWords(
    ctx: CanvasRenderingContext2D,
    sharp: number,
    height: number,
    kinds: string[],
    edges: Int32Array,
    tops: number[],
  ): void {
    ctx.font = `600 ${12.5 * sharp}px ${this.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4 * sharp;
    const taken: [number, number][] = [];
    for (const [kind, { onTrack, fill }] of Object.entries(VERDICTS)) {
      const [from, to] = stretch(kinds, edges, kind);
      const x = (edges[from]! + edges[to]!) / 2;
      const half = (lines: string[]) =>
        Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 5 * sharp;
      const ways = height < 34 ? [[onTrack]] : [[onTrack], onTrack.split(" ")];
      const lines = ways.find((lines) => edges[to]! - edges[from]! >= 2 * half(lines));
      if (!lines) continue;
      const [left, right] = [x - half(lines), x + half(lines)];
      if (taken.some(([a, b]) => right > a && left < b)) continue;
      taken.push([left, right]);

      const under = tops.filter((_, i) => edges[i + 1]! > left && edges[i]! < right);
      const solid = fill === 1 && Math.max(...under) < 5 * sharp;
      ctx.strokeStyle = this.colour("--panel");
      ctx.fillStyle = this.colour(solid ? "--panel" : "--ink");
      lines.forEach((line, i) => {
        const y = (Math.min(14, height / 2) + 15 * i) * sharp;
        if (!solid) ctx.strokeText(line, x, y); // the halo hides the texture behind the letters
        ctx.fillText(line, x, y);
      });
    }
  }
}

function fresh(canvas: HTMLCanvasElement, width: number, height: number): [CanvasRenderingContext2D, number] {
  const sharp = devicePixelRatio;
  const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)];
  const ctx = canvas.getContext("2d")!;
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  else ctx.clearRect(0, 0, w, h);
  return [ctx, sharp];
}

/** The stretch with most columns of `kind`; a column of another kind counts minus two. */
function stretch(kinds: string[], edges: Int32Array, kind: string): [number, number] {
  let best: [number, number] = [0, 0];
  let [most, sum, from] = [0, 0, 0];
  kinds.forEach((other, i) => {
    const wide = edges[i + 1]! - edges[i]!;
    sum += other === kind ? wide : -2 * wide;
    if (sum <= 0) [sum, from] = [0, i + 1];
    else if (sum > most) [most, best] = [sum, [from, i + 1]];
  });
  return best;
}

function tile(texture: Texture, colour: string, sharp: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const s = (canvas.width = canvas.height = Math.round((texture === "cross" ? 7 : 6) * sharp));
  const ctx = canvas.getContext("2d")!;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 1.3 * sharp;
  if (texture === "dots") {
    ctx.arc(s / 2, s / 2, 1.2 * sharp, 0, 7);
    ctx.fill();
    return canvas;
  }
  // Each diagonal is drawn three times, so that it continues across the corners of tiles.
  for (const shift of [-s, 0, s]) {
    ctx.moveTo(shift - s, 2 * s);
    ctx.lineTo(shift + 2 * s, -s);
    if (texture === "cross") {
      ctx.moveTo(shift - s, -s);
      ctx.lineTo(shift + 2 * s, 2 * s);
    }
  }
  ctx.stroke();
  return canvas;
}
