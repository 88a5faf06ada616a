/** The signs on the map: start, minimum, hiker, next step, change, and the triangle on its edge. */
import type { Point, Segment } from "./projection";

export type Colours = Record<"paper" | "ink" | "trail" | "hiker", string>;
type Pen = CanvasRenderingContext2D;

/** A minimum; a global one is bolder. */
export function drawCross(pen: Pen, [x, y]: Point, global: boolean, colours: Colours): void {
  const r = global ? 4.5 : 3.6;
  pen.beginPath();
  pen.moveTo(x - r, y - r);
  pen.lineTo(x + r, y + r);
  pen.moveTo(x - r, y + r);
  pen.lineTo(x + r, y - r);
  pen.strokeStyle = colours.paper;
  pen.lineWidth = global ? 5 : 4.2;
  pen.stroke();
  pen.strokeStyle = colours.ink;
  pen.lineWidth = global ? 2 : 1.5;
  pen.stroke();
}

/** The start. If it lies off the map, the flag is hollow and stands at the edge. */
export function drawFlag(pen: Pen, [x, y]: Point, inside: boolean, width: number, colours: Colours): void {
  const top = Math.max(2.5, y - 31); // on the map, also at its upper edge
  const wind = x > width - 18 ? -14 : 14;
  const pole = new Path2D(`M${x} ${y}V${top}`);
  const cloth = new Path2D(`M${x} ${top}L${x + wind} ${top + 5}L${x} ${top + 10.5}Z`);
  pen.strokeStyle = colours.paper;
  pen.lineWidth = 4.5;
  pen.stroke(pole);
  pen.lineWidth = 3;
  pen.stroke(cloth);
  pen.beginPath();
  pen.ellipse(x, y, 3.4, 2.6, 0, 0, 7);
  pen.stroke();
  pen.fillStyle = colours.ink;
  pen.fill();
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.8;
  pen.stroke(pole);
  pen.fillStyle = inside ? colours.trail : colours.paper;
  pen.fill(cloth);
  pen.strokeStyle = colours.trail;
  pen.lineWidth = 1.2;
  pen.stroke(cloth);
}

/** The pennant where a hiker's settings change; the foot of its pole is at 0, 0. */
export const PENNANT = "M0 0V-17L9 -13L0 -9";

export function drawPennant(pen: Pen, [x, y]: Point, colours: Colours): void {
  const flag = new Path2D();
  flag.addPath(new Path2D(PENNANT), { e: x, f: y });
  pen.strokeStyle = colours.paper;
  pen.lineWidth = 4.5;
  pen.stroke(flag);
  pen.fillStyle = pen.strokeStyle = colours.ink;
  pen.lineWidth = 1.5;
  pen.stroke(flag);
  pen.fill(flag);
}

/** An arrow from the hiker to where the next step ends; it has a least length, so that it can be seen. */
export function drawArrow(
  pen: Pen,
  [x, y, tx, ty]: Segment,
  width: number,
  height: number,
  colours: Colours,
): void {
  const length = Math.hypot(tx - x, ty - y);
  if (!(length > 1e-9)) return; // standing still
  const [dx, dy] = [(tx - x) / length, (ty - y) / length];
  const edge = Math.min(length, leave(x, y, dx, dy, width, height) - 2);
  const reach = Math.max(edge, 21);
  const [ax, ay] = [x + dx * reach, y + dy * reach];
  const head = new Path2D();
  const [bx, by] = [ax - dx * 9, ay - dy * 9];
  head.moveTo(ax, ay);
  head.lineTo(bx - dy * 4.6, by + dx * 4.6);
  head.lineTo(bx + dx * 2, by + dy * 2);
  head.lineTo(bx + dy * 4.6, by - dx * 4.6);
  head.closePath();
  const shaft = new Path2D(`M${x} ${y}L${ax - dx * 6} ${ay - dy * 6}`);
  pen.strokeStyle = colours.paper;
  pen.lineWidth = 5.5;
  pen.stroke(shaft);
  pen.lineWidth = 3.5;
  pen.stroke(head);
  pen.strokeStyle = pen.fillStyle = colours.hiker;
  pen.lineWidth = 2.4;
  pen.stroke(shaft);
  pen.fill(head);
}

/** A walker with hat, rucksack and stick, feet on the ground at x, y. */
export function drawHiker(pen: Pen, [x, y]: Point, facingRight: boolean, colours: Colours): void {
  pen.save();
  pen.translate(x, y);
  pen.fillStyle = "rgb(0 0 0 / 0.28)";
  pen.beginPath();
  pen.ellipse(3, 0.6, 9.5, 2.8, -0.08, 0, 7);
  pen.fill();
  pen.scale(facingRight ? 1 : -1, 1);
  for (const [colour, grow] of [
    [colours.paper, 3],
    [colours.hiker, 0],
  ] as const) {
    // prettier-ignore
    pen.strokeStyle = pen.fillStyle = colour;
    for (const [outline, weight, filled] of FIGURE) {
      const shape = new Path2D(outline);
      pen.lineWidth = weight + grow;
      pen.stroke(shape);
      if (filled) pen.fill(shape);
    }
  }
  pen.restore();
}

/** A triangle on the edge of the map, pointing outward. */
export function drawPointer(pen: Pen, [x, y]: Point, [dx, dy]: Point, colour: string, paper: string): void {
  pen.save();
  pen.translate(x - dx, y - dy);
  pen.rotate(Math.atan2(dy, dx));
  pen.beginPath();
  pen.moveTo(-1, 0);
  pen.lineTo(-11, -6);
  pen.lineTo(-11, 6);
  pen.closePath();
  pen.strokeStyle = paper;
  pen.lineWidth = 3.5;
  pen.stroke();
  pen.fillStyle = colour;
  pen.fill();
  pen.restore();
}

/** The hiker, facing right, the ground between the feet at 0, 0: outline, weight, filled. */
export const FIGURE: [string, number, boolean][] = [
  ["M7.6 0L5.2 -13.2", 1.2, false], // stick
  ["M-0.9 -9.8L-2.4 -5.2L-5.2 -0.8", 2.5, false], // leg behind
  ["M-0.6 -9.8L2.7 -5.9L3.4 -0.6", 2.6, false], // leg in front
  ["M-3.2 -16.6L-6 -15.6L-6.4 -11L-3.6 -10.6Z", 1.4, true], // rucksack
  ["M0.9 -16.2L-0.6 -10.2", 4.4, false], // body
  ["M1.2 -15.6L2.6 -12L5.4 -12", 1.8, false], // arm
  ["M4.4 -21.2A2.4 2.4 0 1 1 -0.4 -21.2A2.4 2.4 0 1 1 4.4 -21.2Z", 0.4, true], // head
  ["M-1.6 -22.6L5.8 -22", 1.4, false], // brim
];

/** The distance from a point on the map to its edge in a direction. */
function leave(x: number, y: number, dx: number, dy: number, width: number, height: number): number {
  const across = dx > 0 ? (width - x) / dx : dx < 0 ? -x / dx : Infinity;
  const down = dy > 0 ? (height - y) / dy : dy < 0 ? -y / dy : Infinity;
  return Math.min(across, down);
}
