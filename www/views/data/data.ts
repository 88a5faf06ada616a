import { dataText } from "../../text/en/data";
import { roundTicks, short, tick } from "../../util/format";

/** The part of the plane that is shown. */
export interface Window {
  x: [number, number];
  y: [number, number];
}

/** What the model says of the middle of each pixel of a window, row by row from the top. */
export interface Decisions extends Window {
  /** Of two classes the probability of the second, of more the number of the class, from 0. */
  values: Float64Array;
  width: number;
  height: number;
}

export interface DataPicture {
  x: Float64Array;
  y: Float64Array;
  /** The class of each point, where x and y are two features; null where y is fitted to x. */
  classes: Float64Array | null;
  decisions: Decisions | null;
  line: { x: [number, number]; y: [number, number] } | null;
  step: number;
  names: [string, string];
}

const LEFT = 54;
const BOTTOM = 24;
const TOP = 22;
const RIGHT = 12;

type Shape = (ctx: CanvasRenderingContext2D, x: number, y: number, r: number) => void;

// A class is told by its shape as well as by its colour, --h0 and so on.
const SHAPES: Shape[] = [
  (ctx, x, y, r) => ctx.arc(x, y, r, 0, 7),
  (ctx, x, y, r) => {
    ctx.moveTo(x, y - 1.35 * r);
    ctx.lineTo(x + 1.25 * r, y + 0.85 * r);
    ctx.lineTo(x - 1.25 * r, y + 0.85 * r);
    ctx.closePath();
  },
  (ctx, x, y, r) => ctx.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r),
];
const COLOURS = 8;

/** The window in which a picture of these points shows them. */
export const dataWindow = (x: Float64Array, y: Float64Array): Window => ({ x: ends(x), y: ends(y) });

/** Points and the model fitted to them. The points lie on a canvas of their own, drawn once. */
export class DataView {
  private root: HTMLElement;
  private ground: HTMLCanvasElement;
  private points: HTMLCanvasElement;
  private top: HTMLCanvasElement;
  private picture: DataPicture | null = null;
  private labels: number[] | null = null;
  private size = new ResizeObserver(() => this.paint());
  private box = { x: [0, 1], y: [0, 1], width: 0, height: 0, sharp: 1 };

  constructor(host: HTMLElement) {
    host.innerHTML = `<div class="data" role="img"><canvas></canvas><canvas></canvas><canvas></canvas></div>`;
    this.root = host.querySelector(".data")!;
    const canvases = host.querySelectorAll("canvas");
    [this.ground, this.points, this.top] = [canvases[0]!, canvases[1]!, canvases[2]!];
    this.size.observe(this.root);
  }

  show(picture: DataPicture): void {
    const old = this.picture;
    this.picture = picture;
    const { x, classes, decisions, line, names } = picture;
    const same = (...parts: (keyof DataPicture)[]) =>
      old && parts.every((part) => picture[part] === old[part]);
    const drawn = same("x", "y", "classes") && names.every((name, i) => name === old!.names[i]);
    if (!drawn) {
      this.labels = classes && [...new Set(classes)].sort((a, b) => a - b);
      this.paintPoints();
    }
    if (!drawn || !same("line", "decisions")) this.paintModel();
    const { step } = picture;
    const points = { count: x.length, classes: this.labels?.length, x: names[0], y: names[1] };
    const slope = line && (line.y[1] - line.y[0]) / (line.x[1] - line.x[0]);
    this.root.ariaLabel =
      slope !== null
        ? dataText.pointsWithLine({ ...points, step, slope: short(slope) })
        : decisions
          ? dataText.pointsWithDecisions({ ...points, step })
          : dataText.points(points);
  }

  themeChanged(): void {
    this.paint();
  }

  destroy(): void {
    this.size.disconnect();
    this.root.remove();
  }

  private paint(): void {
    if (!this.picture) return;
    this.paintPoints();
    this.paintModel();
  }

  private colour(name: string): string {
    return getComputedStyle(this.root).getPropertyValue(name).trim();
  }

  private fresh(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const { width, height, sharp } = this.box;
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    const ctx = canvas.getContext("2d")!;
    ctx.scale(sharp, sharp);
    return ctx;
  }

  private px = (x: number) => {
    const { box } = this;
    return LEFT + ((x - box.x[0]!) / (box.x[1]! - box.x[0]!)) * (box.width - LEFT - RIGHT);
  };

  private py = (y: number) => {
    const { box } = this;
    return box.height - BOTTOM - ((y - box.y[0]!) / (box.y[1]! - box.y[0]!)) * (box.height - BOTTOM - TOP);
  };

  private paintPoints(): void {
    const { clientWidth: width, clientHeight: height } = this.root;
    if (!width || !height) return;
    const { x, y, names } = this.picture!;
    this.box = { ...dataWindow(x, y), width, height, sharp: devicePixelRatio };
    const { px, py } = this;
    const ctx = this.fresh(this.points);

    ctx.font = `12px ${getComputedStyle(this.root).fontFamily}`;
    ctx.strokeStyle = this.colour("--line");
    ctx.fillStyle = this.colour("--quiet");
    ctx.beginPath();
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    for (const value of roundTicks(this.box.y[0]!, this.box.y[1]!, Math.max(2, Math.floor(height / 36)))) {
      const at = Math.round(py(value)) + 0.5;
      ctx.moveTo(LEFT, at);
      ctx.lineTo(width - RIGHT, at);
      ctx.fillText(tick(value), LEFT - 8, at);
    }
    ctx.textBaseline = "alphabetic";
    for (const value of roundTicks(this.box.x[0]!, this.box.x[1]!, Math.max(2, Math.floor(width / 60)))) {
      const at = Math.round(px(value)) + 0.5;
      ctx.moveTo(at, TOP);
      ctx.lineTo(at, height - BOTTOM);
      const half = ctx.measureText(tick(value)).width / 2;
      ctx.fillText(tick(value), Math.min(width, at + half), height - BOTTOM + 16);
    }
    ctx.stroke();
    ctx.textAlign = "left";
    ctx.fillStyle = this.colour("--ink");
    ctx.fillText(names[1], LEFT, 13);
    ctx.textAlign = "right";
    ctx.lineWidth = 4;
    ctx.strokeStyle = this.colour("--panel");
    ctx.strokeText(names[0], width - RIGHT, height - BOTTOM - 6);
    ctx.fillText(names[0], width - RIGHT, height - BOTTOM - 6);

    if (this.labels) return this.paintClasses(ctx, this.labels);
    ctx.fillStyle = this.colour("--hiker");
    ctx.globalAlpha = x.length > 2000 ? 0.25 : 0.45;
    for (let i = 0; i < x.length; i++) {
      ctx.beginPath();
      ctx.arc(px(x[i]!), py(y[i]!), x.length > 2000 ? 1.8 : 2.4, 0, 7);
      ctx.fill();
    }
  }

  private paintClasses(ctx: CanvasRenderingContext2D, labels: number[]): void {
    const { x, y, classes } = this.picture!;
    const many = x.length > 2000;
    const colours = labels.map((_, i) => this.colour(`--h${i % COLOURS}`));
    const mark = (label: number, x: number, y: number, r: number) => {
      const i = labels.indexOf(label);
      ctx.fillStyle = colours[i]!;
      ctx.beginPath();
      SHAPES[i % SHAPES.length]!(ctx, x, y, r);
      ctx.stroke(); // of the paper's colour: the points stay apart from each other and from what lies behind
      ctx.fill();
    };
    ctx.lineWidth = many ? 0.5 : 1.5;
    ctx.globalAlpha = many ? 0.5 : 0.85;
    for (let i = 0; i < x.length; i++) mark(classes![i]!, this.px(x[i]!), this.py(y[i]!), many ? 2 : 3.2);

    ctx.globalAlpha = 1;
    let right = this.box.width - RIGHT;
    for (const label of [...labels].reverse()) {
      ctx.fillStyle = this.colour("--ink");
      ctx.fillText(tick(label), right, 13);
      right -= ctx.measureText(tick(label)).width + 9;
      mark(label, right, 9, 4);
      right -= 14;
    }
    ctx.fillStyle = this.colour("--quiet");
    ctx.fillText(dataText.class, right, 13);
  }

  private paintModel(): void {
    if (!this.box.width) return;
    const { decisions } = this.picture!;
    const behind = this.fresh(this.ground);
    const ctx = this.fresh(this.top);
    if (decisions && this.labels) this.paintDecisions(behind, ctx, decisions, this.labels.length);
    this.paintLine(ctx);
  }

  private paintDecisions(
    behind: CanvasRenderingContext2D,
    top: CanvasRenderingContext2D,
    decisions: Decisions,
    classes: number,
  ): void {
    const { values, width, height, x, y } = decisions;
    const inks = Array.from({ length: classes }, (_, i) => {
      behind.fillStyle = this.colour(`--h${i % COLOURS}`);
      return parseInt(behind.fillStyle.slice(1), 16); // a canvas gives every colour back as #rrggbb
    });
    const image = new ImageData(width, height);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const ink = inks[classes === 2 ? Number(value > 0.5) : value]!;
      const sure = classes === 2 ? Math.abs(2 * value - 1) : 0.75;
      image.data.set([ink >> 16, (ink >> 8) & 255, ink & 255, 255 * (0.08 + 0.3 * sure)], 4 * i);
    }
    const small = new OffscreenCanvas(width, height);
    small.getContext("2d")!.putImageData(image, 0, 0);
    const { width: w, height: h } = this.box;
    for (const ctx of [behind, top]) {
      ctx.beginPath();
      ctx.rect(LEFT, TOP, w - LEFT - RIGHT, h - TOP - BOTTOM);
      ctx.clip();
    }
    const [left, upper] = [this.px(x[0]), this.py(y[1])];
    behind.imageSmoothingQuality = "high";
    behind.drawImage(small, left, upper, this.px(x[1]) - left, this.py(y[0]) - upper);

    if (classes !== 2) return;
    const wide = (this.px(x[1]) - left) / width;
    const tall = (this.py(y[0]) - upper) / height;
    const line = new Path2D();
    for (const [fromX, fromY, toX, toY] of boundary(decisions, 0.5)) {
      line.moveTo(left + fromX * wide, upper + fromY * tall);
      line.lineTo(left + toX * wide, upper + toY * tall);
    }
    top.lineCap = "round";
    for (const [colour, thick] of [
      ["--panel", 4.5],
      ["--ink", 2],
    ] as const) {
      top.strokeStyle = this.colour(colour);
      top.lineWidth = thick;
      top.stroke(line);
    }
  }

  private paintLine(ctx: CanvasRenderingContext2D): void {
    const piece = this.picture!.line && inside(this.picture!.line, this.box.x, this.box.y);
    if (!piece) return;
    ctx.lineCap = "round";
    for (const [colour, wide] of [
      ["--panel", 5],
      ["--trail", 2.5],
    ] as const) {
      ctx.strokeStyle = this.colour(colour);
      ctx.lineWidth = wide;
      ctx.beginPath();
      ctx.moveTo(this.px(piece[0]), this.py(piece[1]));
      ctx.lineTo(this.px(piece[2]), this.py(piece[3]));
      ctx.stroke();
    }
  }
}

/** A little more than the values take up, so that no point lies on the frame. */
function ends(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (!(low <= high)) return [0, 1];
  const margin = (high - low || Math.abs(low) || 1) * 0.04;
  return [low - margin, high + margin];
}

/** The line along which a picture has the value `level`, in pieces; places in pixels from its left upper corner. */
export function boundary(
  { values, width, height }: Decisions,
  level: number,
): [number, number, number, number][] {
  const pieces: [number, number, number, number][] = [];
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ] as const;
  for (let j = 0; j + 1 < height; j++)
    for (let i = 0; i + 1 < width; i++) {
      const crossed: [number, number][] = [];
      corners.forEach(([ax, ay], k) => {
        const [bx, by] = corners[(k + 1) % 4]!;
        const a = values[(j + ay) * width + i + ax]! - level;
        const b = values[(j + by) * width + i + bx]! - level;
        if (a > 0 === b > 0) return;
        const part = a / (a - b);
        crossed.push([i + 0.5 + ax + part * (bx - ax), j + 0.5 + ay + part * (by - ay)]);
      });
      for (let k = 0; k + 1 < crossed.length; k += 2) pieces.push([...crossed[k]!, ...crossed[k + 1]!]);
    }
  return pieces;
}

/** The piece of a straight line that lies in the frame; a canvas draws nothing of a line that ends at 1e300. */
export function inside(line: { x: [number, number]; y: [number, number] }, xs: number[], ys: number[]) {
  const slope = (line.y[1] - line.y[0]) / (line.x[1] - line.x[0]);
  const at = (x: number) => line.y[0] + slope * (x - line.x[0]);
  let [from, to] = [xs[0]!, xs[1]!];
  if (slope !== 0) {
    const [a, b] = ys.map((y) => line.x[0] + (y - line.y[0]) / slope).sort((p, q) => p - q);
    [from, to] = [Math.max(from, a!), Math.min(to, b!)];
  } else if (line.y[0] < ys[0]! || line.y[0] > ys[1]!) return null;
  if (!(from <= to)) return null;
  const clamp = (y: number) => Math.min(ys[1]!, Math.max(ys[0]!, y));
  return [from, clamp(at(from)), to, clamp(at(to))] as const;
}

export const dataStyle = `
.data { position: relative; height: 100%; min-width: 0; }
.data canvas { position: absolute; left: 0; top: 0; width: 100%; height: 100%; }
`;
