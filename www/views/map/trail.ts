/** The walk on the map: its visible part, how it is drawn, where it leaves the map, and which cells it covers. */
import type { View } from "../../engine/loading";
import type { Point, Segment } from "./projection";
import { Taken } from "./taken";

const FAR = 1e5; // pixels: a step between two points beyond this is not drawn
const RECENT = 5; // the last steps before the hiker, which are bold even where the trail is crowded
const [ALONE, CROWDED, HIDDEN] = [0, 1, 2]; // a line of the trail: with room, among many, or covered

/** The walk in pixels: thinned once for each path and view, then drawn at any step. */
export class Trail {
  taken = new Taken(0, 0);
  /** Where the walk leaves the map for good, else where it first does, and to which record; none if it stays. */
  exit?: { at: Point; axis: 0 | 1; to: number; stays: boolean };
  private path: Float64Array = new Float64Array(0);
  private key = "";
  private pixels: Float64Array = new Float64Array(0);
  private scale: Point = [1, -1]; // pixels a unit on each axis
  private kept: number[] = []; // records that lie half a pixel or more from the one kept before
  private clips = new Float64Array(0); // by kept record, the visible part of the line that ends there
  private styles = new Uint8Array(0); // by kept record, how that line is drawn: ALONE, CROWDED or HIDDEN
  private width = 0;
  private height = 0;

  place(path: Float64Array, key: string, { x, y }: View, width: number, height: number): void {
    if (path === this.path && key === this.key) return;
    const [right, down] = (this.scale = [width / (x[1] - x[0]), -height / (y[1] - y[0])]);
    [this.path, this.key, this.width, this.height] = [path, key, width, height];
    this.pixels = new Float64Array(path.length);
    this.kept = [];
    let [lx, ly] = [Infinity, Infinity];
    for (let k = 0; k < path.length; k += 2) {
      const px = (this.pixels[k] = (path[k] - x[0]) * right);
      const py = (this.pixels[k + 1] = (path[k + 1] - y[1]) * down);
      const moved = Math.abs(px - lx) + Math.abs(py - ly);
      if (k === 0 || !(moved < 0.5)) {
        this.kept.push(k / 2);
        [lx, ly] = [px, py];
      }
    }
    this.measure();
    this.exit = this.findExit();
  }

  /** Finds the visible part of each line, the cells it covers, and which lines are crowded. */
  private measure(): void {
    const { kept, width } = this;
    this.taken = new Taken(width, this.height);
    this.clips = new Float64Array(4 * kept.length);
    this.styles = new Uint8Array(kept.length).fill(HIDDEN);
    const drawn = new Set<number>();
    const shown: number[] = [];
    let length = 0;
    for (let i = 1; i < kept.length; i++) {
      const s = this.visible(kept[i - 1], kept[i]);
      if (!s) continue;
      this.clips.set(s, 4 * i);
      const [a, b] = [pixelKey(s[0], s[1]), pixelKey(s[2], s[3])];
      const key = Math.min(a, b) * 2 ** 24 + Math.max(a, b);
      const size = Math.abs(s[2] - s[0]) + Math.abs(s[3] - s[1]);
      // A walk that bounces repeats its lines: after thousands of long ones another changes nothing but the time taken.
      if (drawn.has(key) || (size > 40 && length > 200 * width)) continue;
      drawn.add(key);
      length += size;
      this.taken.line(s);
      shown.push(i);
    }
    for (const i of shown) {
      const crowd = length > 25 * width || this.taken.isCrowd(this.clip(i));
      this.styles[i] = crowd ? CROWDED : ALONE;
    }
  }

  private clip(i: number): Segment {
    const c = this.clips;
    return [c[4 * i], c[4 * i + 1], c[4 * i + 2], c[4 * i + 3]];
  }

  at(step: number): Point {
    return [this.pixels[2 * step], this.pixels[2 * step + 1]];
  }

  private isInside(step: number): boolean {
    const [x, y] = this.at(step);
    return x >= 0 && x <= this.width && y >= 0 && y <= this.height;
  }

  /** The line between two records, in pixels. An end beyond FAR is replaced by a nearer one in the same direction. */
  segment(from: number, to = from + 1): Segment | undefined {
    const [ax, ay] = this.at(from);
    const [bx, by] = this.at(to);
    const aFar = !(Math.abs(ax) < FAR && Math.abs(ay) < FAR);
    const bFar = !(Math.abs(bx) < FAR && Math.abs(by) < FAR);
    if (aFar && bFar) return undefined;
    if (!aFar && !bFar) return [ax, ay, bx, by];
    const [near, far] = aFar ? [to, from] : [from, to];
    const tiny = 1e-40; // keeps differences of numbers up to 1e308 finite
    const [dx, dy] = [0, 1].map(
      (axis) => (this.path[2 * far + axis] * tiny - this.path[2 * near + axis] * tiny) * this.scale[axis],
    );
    const size = Math.max(Math.abs(dx), Math.abs(dy));
    const [nx, ny] = this.at(near);
    const end: Point = [nx + (dx / size) * 1e7, ny + (dy / size) * 1e7];
    return aFar ? [...end, nx, ny] : [nx, ny, ...end];
  }

  /** The part of the line between two records that lies on the map grown by `margin`. */
  private visible(from: number, to: number, margin = 30): Segment | undefined {
    const s = this.segment(from, to);
    return s && clip(s, margin, this.width, this.height);
  }

  draw(
    pen: CanvasRenderingContext2D,
    step: number,
    { paper, trail }: Record<"paper" | "trail", string>,
    veiled: boolean,
  ): void {
    const ahead = this.firstKept(step + 1); // the first line not walked yet ends there
    const recent = Math.max(1, ahead - RECENT);
    const end = veiled ? ahead : this.kept.length;
    const stroke = (path: Path2D, colour: string, width: number, alpha: number) => {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.globalAlpha = alpha;
      pen.stroke(path);
    };
    // Crowded lines are one device pixel wide: hundreds of wider ones that cross take tenths of a second in a browser
    // without a graphics card.
    const hairline = 1 / pen.getTransform().a;
    stroke(this.lines(ahead, end, CROWDED), trail, hairline, 0.45);
    const coming = this.lines(ahead, end, ALONE);
    stroke(coming, paper, 3.8, 0.8);
    pen.setLineDash([4.5, 4]);
    stroke(coming, trail, 1.5, 0.85);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    dots(pen, this.spots(ahead, end), 1.7, trail);

    stroke(this.lines(1, recent, CROWDED), trail, hairline, 0.75);
    for (const walked of [this.lines(1, recent, ALONE), this.lines(recent, ahead)]) {
      stroke(walked, paper, 5.4, 1);
      stroke(walked, trail, 2.4, 1);
    }
    // Each ring is a dot on a wider dot: filling hundreds takes a third of the time of stroking them.
    const walked = this.spots(0, ahead);
    dots(pen, walked, 3.2, trail);
    dots(pen, walked, 1.8, paper);
  }

  /** Draws another hiker: a line, and a dot where it stands. */
  drawPlain(
    pen: CanvasRenderingContext2D,
    step: number,
    { paper, trail }: Record<"paper" | "trail", string>,
    veiled: boolean,
  ): void {
    const ahead = this.firstKept(step + 1);
    const stroke = (from: number, to: number, colour: string, width: number, alpha: number) => {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.globalAlpha = alpha;
      for (const style of [ALONE, CROWDED]) pen.stroke(this.lines(from, to, style));
    };
    if (!veiled) stroke(ahead, this.kept.length, trail, 1.2, 0.4);
    stroke(1, ahead, paper, 3.4, 0.8);
    stroke(1, ahead, trail, 1.8, 1);
    pen.globalAlpha = 1;
    pen.fillStyle = trail;
    pen.strokeStyle = paper;
    pen.lineWidth = 1.5;
    pen.beginPath();
    pen.arc(...this.at(step), 4.5, 0, 7);
    pen.fill();
    pen.stroke();
  }

  /** Draws a preview, the walk at another rate: dashes, and a ring where it ends. */
  drawPreview(pen: CanvasRenderingContext2D, { paper, ink }: Record<"paper" | "ink", string>): void {
    const { length } = this.kept;
    const [crowd, alone] = [this.lines(1, length, CROWDED), this.lines(1, length, ALONE)];
    const ring = new Path2D();
    ring.arc(...this.at(this.pixels.length / 2 - 1), 4, 0, 7);
    pen.globalAlpha = 0.5;
    pen.strokeStyle = ink;
    pen.lineWidth = 1 / pen.getTransform().a;
    pen.stroke(crowd);
    for (const [colour, width, alpha] of [
      [paper, 3.4, 0.85],
      [ink, 1.3, 1],
    ] as const) {
      [pen.strokeStyle, pen.lineWidth, pen.globalAlpha] = [colour, width, alpha];
      pen.setLineDash(colour === ink ? [5, 3.5] : []);
      pen.stroke(alone);
      pen.setLineDash([]);
      pen.stroke(ring);
    }
    pen.globalAlpha = 1;
  }

  private lines(from: number, to: number, style?: number): Path2D {
    const path = new Path2D();
    const c = this.clips;
    let [x, y] = [NaN, NaN];
    for (let i = from; i < to; i++) {
      if (
        style === undefined
          ? c[4 * i] === c[4 * i + 2] && c[4 * i + 1] === c[4 * i + 3]
          : this.styles[i] !== style
      )
        continue;
      if (c[4 * i] !== x || c[4 * i + 1] !== y) path.moveTo(c[4 * i], c[4 * i + 1]);
      path.lineTo((x = c[4 * i + 2]), (y = c[4 * i + 3]));
    }
    return path;
  }

  /** The places where steps end, without those whose dots would touch. */
  private spots(from: number, to: number): Point[] {
    const apart = 6;
    const across = Math.ceil(this.width / apart) + 1;
    const used = new Uint8Array(across * (Math.ceil(this.height / apart) + 1));
    const spots: Point[] = [];
    let [lx, ly] = [Infinity, Infinity];
    for (let i = from; i < to; i++) {
      const [x, y] = this.at(this.kept[i]);
      if (!(x >= 0 && x <= this.width && y >= 0 && y <= this.height)) continue;
      const cell = Math.floor(y / apart) * across + Math.floor(x / apart);
      if (used[cell] || Math.hypot(x - lx, y - ly) < apart) continue;
      used[cell] = 1;
      spots.push([x, y]);
      [lx, ly] = [x, y];
    }
    return spots;
  }

  private firstKept(record: number): number {
    let [low, high] = [0, this.kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.kept[middle] < record) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private findExit(): Trail["exit"] {
    const { width, height } = this;
    const end = this.pixels.length / 2 - 1;
    let first = 0;
    while (first <= end && this.isInside(first)) first++;
    if (first > end) return undefined;
    const stays = !this.isInside(end);
    if (!stays) {
      const seen = first > 0 ? this.visible(first - 1, first, 0) : undefined;
      const at: Point = seen ? [seen[2], seen[3]] : this.at(first);
      return { at, axis: at[0] <= 0.01 || at[0] >= width - 0.01 ? 0 : 1, to: first, stays };
    }
    const [x, y] = this.at(end);
    const axis = Math.abs(x / width - 0.5) >= Math.abs(y / height - 0.5) ? 0 : 1;
    const beyond = axis === 0 ? x > width / 2 : y > height / 2;
    const edge = beyond ? [width, height][axis] : 0;
    for (let k = end; k > 0; k--) {
      const seen = this.isInside(k) ? undefined : this.visible(k - 1, k, 0);
      if (seen && Math.abs(seen[2 + axis] - edge) < 0.01)
        return { at: [seen[2], seen[3]], axis, to: end, stays };
    }
    // No line crosses the side beyond which the walk ends: take the straight line from the middle of the map.
    const [mx, my] = [width / 2, height / 2];
    const slant = axis === 0 ? (y - my) / (x - mx) : (x - mx) / (y - my);
    const across = Number.isFinite(slant) ? slant * (edge - [mx, my][axis]) : 0;
    return { at: axis === 0 ? [edge, my + across] : [mx + across, edge], axis, to: end, stays };
  }

  /** The record nearest to a pixel, if within reach; of several within a pixel of that, the one nearest to `step`. */
  nearest([x, y]: Point, step: number, reach: number): number | undefined {
    const { pixels } = this;
    let least = reach;
    for (let k = 0; k < pixels.length; k += 2)
      least = Math.min(least, Math.hypot(pixels[k] - x, pixels[k + 1] - y));
    let best: number | undefined;
    for (let k = 0; k < pixels.length / 2; k++) {
      if (Math.hypot(pixels[2 * k] - x, pixels[2 * k + 1] - y) > Math.min(least + 1, reach)) continue;
      if (best === undefined || Math.abs(k - step) < Math.abs(best - step)) best = k;
    }
    return best;
  }
}

function dots(pen: CanvasRenderingContext2D, spots: Point[], radius: number, colour: string): void {
  pen.beginPath();
  for (const [x, y] of spots) {
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 7);
  }
  pen.fillStyle = colour;
  pen.fill();
}

const pixelKey = (x: number, y: number) => (Math.round(x) + 64) * 4096 + Math.round(y) + 64;

/** Liang–Barsky: the part of a segment within the map grown by `margin`. */
function clip([ax, ay, bx, by]: Segment, margin: number, width: number, height: number): Segment | undefined {
  let [from, to] = [0, 1];
  const [dx, dy] = [bx - ax, by - ay];
  const sides: Point[] = [[-dx, ax + margin], [dx, width + margin - ax], [-dy, ay + margin], [dy, height + margin - ay]]; // prettier-ignore
  for (const [p, q] of sides) {
    if (p === 0 && q < 0) return undefined;
    if (p < 0) from = Math.max(from, q / p);
    if (p > 0) to = Math.min(to, q / p);
  }
  if (!(from <= to)) return undefined;
  return [
    from > 0 ? ax + from * dx : ax,
    from > 0 ? ay + from * dy : ay,
    to < 1 ? ax + to * dx : bx,
    to < 1 ? ay + to * dy : by,
  ];
}
