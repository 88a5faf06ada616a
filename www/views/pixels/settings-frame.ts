/** What is drawn around and over the map of settings: its axes, a cross at the present setting, and the box that is
 * dragged. */
import { ticksOf, type Axis } from "./axis";
import { labelOf } from "./hyperparameters";
import { settingsText } from "../../text/en/settings";

/** Pixels of the field around the map. */
export const [LEFT, RIGHT, TOP, BOTTOM] = [64, 8, 26, 46];

/** Two corners, in pixels of the field. */
export interface Box {
  from: [number, number];
  to: [number, number];
}

/** `present` is the present setting, in parts of the map from the lower left. */
export function drawFrame(
  canvas: HTMLCanvasElement,
  field: HTMLElement,
  axes: { x: Axis; y: Axis },
  present: [number, number],
  box: Box | null,
): void {
  const sharp = devicePixelRatio;
  const [w, h] = [field.clientWidth, field.clientHeight];
  const [width, height] = [w - LEFT - RIGHT, h - TOP - BOTTOM];
  [canvas.width, canvas.height] = [Math.round(w * sharp), Math.round(h * sharp)];
  const pen = canvas.getContext("2d")!;
  pen.scale(sharp, sharp);
  const style = getComputedStyle(field);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  pen.strokeStyle = colour("--quiet");
  pen.strokeRect(LEFT - 0.5, TOP - 0.5, width + 1, height + 1);
  pen.fillStyle = colour("--ink");
  pen.font = `12px ${style.fontFamily}`;
  const title = ({ name }: Axis, base: string) =>
    base ? settingsText.countedFrom({ name: labelOf(name), base }) : labelOf(name);

  const across = ticksOf(axes.x, width / 90);
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const { part, text } of across.ticks) {
    const x = LEFT + part * width;
    pen.fillRect(x - 0.5, TOP + height, 1, 5);
    const half = pen.measureText(text).width / 2;
    pen.fillText(text, Math.min(w - half, x), TOP + height + 8);
  }
  pen.font = `600 12.5px ${style.fontFamily}`;
  pen.textAlign = "right";
  pen.fillText(title(axes.x, across.base), w - RIGHT, TOP + height + 25);

  const up = ticksOf(axes.y, height / 46);
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  pen.fillText(title(axes.y, up.base), 0, TOP - 8);
  pen.font = `12px ${style.fontFamily}`;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const { part, text } of up.ticks) {
    const y = TOP + (1 - part) * height;
    pen.fillRect(LEFT - 5, y - 0.5, 5, 1);
    pen.fillText(text, LEFT - 8, y);
  }

  pen.beginPath();
  pen.rect(LEFT, TOP, width, height);
  pen.clip();
  const [cx, cy] = [LEFT + present[0] * width, TOP + (1 - present[1]) * height];
  for (const [wide, of] of [
    [4, "--paper"],
    [1.6, "--ink"],
  ] as const) {
    pen.strokeStyle = colour(of);
    pen.lineWidth = wide;
    drawCross(pen, cx, cy, width, height);
  }
  if (box) {
    const { from, to } = box;
    pen.strokeStyle = colour("--ink");
    pen.lineWidth = 1.5;
    pen.setLineDash([5, 4]);
    pen.strokeRect(from[0], from[1], to[0] - from[0], to[1] - from[1]);
  }
}

/** A ring, and hairlines from it to the map's edges. */
function drawCross(
  pen: CanvasRenderingContext2D,
  cx: number,
  cy: number,
  width: number,
  height: number,
): void {
  pen.beginPath();
  pen.moveTo(LEFT, cy);
  pen.lineTo(cx - 9, cy);
  pen.moveTo(cx + 9, cy);
  pen.lineTo(LEFT + width, cy);
  pen.moveTo(cx, TOP);
  pen.lineTo(cx, cy - 9);
  pen.moveTo(cx, cy + 9);
  pen.lineTo(cx, TOP + height);
  pen.globalAlpha = 0.75;
  pen.stroke();
  pen.globalAlpha = 1;
  pen.beginPath();
  pen.arc(cx, cy, 9, 0, 7);
  pen.stroke();
}
