import { roundTicks, short, tick } from "../format";

export interface DataPicture {
  x: Float64Array;
  y: Float64Array;
  line: { x: [number, number]; y: [number, number] } | null;
  step: number;
  names: [string, string];
}

const LEFT = 54;
const BOTTOM = 24;
const TOP = 22;
const RIGHT = 12;

/** Points and the line fitted to them. The points lie on a canvas of their own, drawn once. */
export class DataView {
  private root: HTMLElement;
  private points: HTMLCanvasElement;
  private top: HTMLCanvasElement;
  private picture: DataPicture | null = null;
  private size = new ResizeObserver(() => this.paint());
  private box = { x: [0, 1], y: [0, 1], width: 0, height: 0, sharp: 1 };

  constructor(host: HTMLElement) {
    host.innerHTML = `<div class="data" role="img"><canvas></canvas><canvas></canvas></div>`;
    this.root = host.querySelector(".data")!;
    [this.points, this.top] = host.querySelectorAll("canvas") as unknown as [
      HTMLCanvasElement,
      HTMLCanvasElement,
    ];
    this.size.observe(this.root);
  }

  show(picture: DataPicture): void {
    const old = this.picture;
    this.picture = picture;
    const { x, y, line, names } = picture;
    if (x !== old?.x || y !== old.y || names[0] !== old.names[0] || names[1] !== old.names[1])
      this.paintPoints();
    if (line !== old?.line) this.paintLine();
    const slope = line && (line.y[1] - line.y[0]) / (line.x[1] - line.x[0]);
    this.root.ariaLabel =
      `${x.length} points, ${names[1]} against ${names[0]}` +
      (slope === null
        ? ""
        : `; at ${picture.step} the line climbs ${short(slope)} for each 1 of ${names[0]}`);
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
    this.paintLine();
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
    this.box = { x: ends(x), y: ends(y), width, height, sharp: devicePixelRatio };
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

    ctx.fillStyle = this.colour("--hiker");
    ctx.globalAlpha = x.length > 2000 ? 0.25 : 0.45;
    for (let i = 0; i < x.length; i++) {
      ctx.beginPath();
      ctx.arc(px(x[i]!), py(y[i]!), x.length > 2000 ? 1.8 : 2.4, 0, 7);
      ctx.fill();
    }
  }

  private paintLine(): void {
    if (!this.box.width) return;
    const ctx = this.fresh(this.top);
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

/** The piece of a straight line that lies in the frame; a canvas draws nothing of a line that ends at 1e300. */
function inside(line: { x: [number, number]; y: [number, number] }, xs: number[], ys: number[]) {
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
