/** A chart as shapes, from the plot that the page's charts draw. */
import { roundTicks, tick } from "../../util/format";
import type { Pen } from "../view";
import type { Moment } from "./chart";
import type { Plot } from "./plot";
import { circle, line, place, type Box, type Shape } from "./shapes";
import { chartsText } from "../../text/en/charts";
import { pictureText } from "../../text/en/picture";

const LEFT = 58;
const TOP = 32; // for the title
const BOTTOM = 40; // for the steps, and their name
const NUMBERS = { size: 12 };

/** How many intervals the upright axis of a chart of that height has room for. */
export const rows = (height: number): number => Math.max(1, Math.floor((height - TOP - BOTTOM) / 30));

export function chart(
  plot: Plot,
  title: string,
  unit: string,
  labels: string[],
  { step, veiled, chosen, changes = [] }: Moment,
  [x, y, boxWidth, boxHeight]: Box,
  { colour }: Pen,
): Shape[] {
  const [width, height] = [boxWidth - LEFT - 8, boxHeight - TOP - BOTTOM];
  const { axis, lines, length, floor, held, label } = plot;
  const across = (k: number) => (k / Math.max(1, length)) * width;
  const up = (v: number) => height - ((v - axis.low) / (axis.high - axis.low)) * height;
  const [ink, quiet, faint] = [colour("--ink"), colour("--quiet"), colour("--line")];

  const shapes: Shape[] = [
    {
      text: plot.log ? pictureText.logarithmic({ what: title }) : title,
      x: -LEFT,
      y: -20,
      size: 15,
      bold: true,
      colour: ink,
    },
  ];
  for (const value of axis.ticks) {
    const at = up(value);
    shapes.push({ d: `M0 ${place(at)}H${place(width)}`, stroke: faint, width: 1 });
    shapes.push({ text: label(value), x: -8, y: at, ...NUMBERS, colour: quiet, anchor: "end" });
  }
  for (const value of roundTicks(0, length, Math.max(2, Math.floor(width / 75)), 1)) {
    const at = across(value);
    shapes.push({ d: `M${place(at)} ${place(height)}v4`, stroke: quiet, width: 1 });
    shapes.push({ text: tick(value), x: at, y: height + 13, ...NUMBERS, colour: quiet, anchor: "middle" });
  }
  shapes.push({ text: unit, x: width / 2, y: height + 29, ...NUMBERS, colour: quiet, anchor: "middle" });
  if (floor !== null) {
    const at = up(floor);
    shapes.push({ d: `M0 ${place(at)}H${place(width)}`, stroke: quiet, width: 1, dash: "0.1 4" });
    if (height - at > 17)
      shapes.push({
        text: chartsText.floor({ loss: label(floor) }),
        x: width - 2,
        y: at + 10,
        size: 11,
        colour: quiet,
        anchor: "end",
      });
  }

  const drawn: Shape[] = [];
  const marks: Shape[] = [];
  // The chosen line lies on top.
  const order = [...lines.keys()].sort((a, b) => Number(a === chosen) - Number(b === chosen));
  for (const i of order) {
    const { values, colour: name, thrown } = lines[i]!;
    const own = colour(name);
    const end = veiled ? Math.min(step + 1, values.length) : values.length;
    const thick = lines.length === 1 ? 2.25 : i === chosen ? 3 : 1.75;
    drawn.push({ d: course(values, end), name: labels[i], stroke: own, width: thick });
    if (thrown && !(veiled && thrown.x > step)) {
      const [tx, ty, r] = [across(thrown.x), up(thrown.y), 4];
      const d = line([tx - r, ty - r, tx + r, ty + r]) + line([tx + r, ty - r, tx - r, ty + r]);
      marks.push({ d, stroke: colour("--thrown"), width: 2 });
    }
    const value = values[step] ?? null;
    if (value !== null && value <= axis.high)
      marks.push({
        d: circle(across(step), up(value), 4),
        fill: own,
        stroke: colour("--paper"),
        width: 1.5,
      });
  }
  for (const k of changes) {
    const value = lines[chosen]!.values[k] ?? null;
    if (value === null || (veiled && k > step)) continue;
    const foot = Math.max(8, up(value));
    marks.push({ d: `M${place(across(k))} 0V${place(foot)}`, stroke: quiet, width: 1 });
    marks.push({ d: `M${place(across(k))} 0l8 3.5l-8 3.5Z`, fill: ink });
  }
  /** A point a record, and a gap where it is no number; a value that is held makes a stair. */
  function course(values: Plot["lines"][number]["values"], end: number): string {
    let d = "";
    let before: number | null = null;
    for (let k = 0; k < end; k++) {
      const value = values[k];
      if (value === undefined) continue;
      if (value !== null)
        d +=
          (before === null ? "M" : held ? `H${place(across(k))}L` : "L") +
          `${place(across(k))} ${place(up(value))}`;
      before = value;
    }
    return d;
  }
  const clip: Box = [-3, -3, width + 6, height + 6];
  return [{ at: [x + LEFT, y + TOP], shapes: [...shapes, { shapes: drawn, clip }, ...marks] }];
}
