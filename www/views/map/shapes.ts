/** The map as shapes: its tints an image by the page's own drawing, all else as lines and letters. */
import type { View } from "../../engine/loading";
import { JobQueue } from "../../engine/queue";
import type { Result, Results } from "../../engine/results";
import { short } from "../../util/format";
import { circle, line, place, type Box, type Shape, type Text } from "../shared/shapes";
import type { Pen } from "../view";
import { contours } from "./contours";
import { hex } from "../shared/colour";
import { palettes } from "./palette";
import type { MapPicture, Minimum } from "./picture";
import { widen, type Point } from "./projection";
import { drawLines, drawTints } from "./relief";
import { FIGURE, PENNANT } from "./signs";
import { ticks } from "./ticks";
import { Taken } from "./taken";
import { Trail } from "./trail";
import { mapText } from "../../text/en/map";

interface Ground {
  heights: Float64Array;
  columns: number;
  rows: number;
}
const PIXELS = 600_000; // of the ground
const DENSITY = 3; // of the ground, in pixels a unit of the picture
const APART = 6; // units between two dots of a trail, at least
const FAR = 1e6; // units from the map's middle beyond which a point is brought near in its direction
const LEFT = 46; // beside the frame, for the numbers of the axes
const BOTTOM = 38;

const FIGURES = { size: 12 };

/** The frame of a map in its box, and what of the plane is in it. */
function frame({ view, equal }: MapPicture, [x, y, width, height]: Box): { frame: Box; view: View } {
  const frame: Box = [x + LEFT, y, width - LEFT, height - BOTTOM];
  return { frame, view: equal ? widen(view, frame[2] / frame[3]) : view };
}

/** The heights for a map in a box; from the worker, since those of data take long. */
export function ground(
  picture: MapPicture,
  { experiment, section }: Result,
  results: Results,
  box: Box,
): Promise<Ground> {
  const { frame: inner, view } = frame(picture, box);
  const columns = Math.sqrt((PIXELS * inner[2]) / inner[3]);
  const size = results.groundSize(Math.round(columns), Math.round(PIXELS / columns));
  return new Promise((resolve, reject) => {
    const work: JobQueue<"ground"> = new JobQueue(
      "ground",
      (ground) => {
        work.destroy();
        resolve(ground);
      },
      (fault) => reject(new Error(fault)),
    );
    work.ask({ experiment, plane: section?.plane ?? null, view, sizes: [size] });
  });
}

/** `labels` are the hikers', in the order of their `paths`, the chosen one's first. */
export function map(
  picture: MapPicture,
  box: Box,
  ground: Ground,
  labels: string[],
  { dark, colour, measure }: Pen,
): Shape[] {
  const { frame: inner, view } = frame(picture, box);
  const [left, top, width, height] = inner;
  const { path, others, start, minima, names, veiled } = picture;
  const [paper, ink, quiet] = [colour("--paper"), colour("--ink"), colour("--quiet")];
  const [tints, hatches] = [document.createElement("canvas"), document.createElement("canvas")];
  const palette = palettes[dark ? "dark" : "light"];
  const size = { width, height, density: DENSITY };
  const lines = drawTints(tints, ground, size, palette, hex(paper));
  drawLines(hatches, { ...lines, lowest: Infinity }, size, palette);
  const image = document.createElement("canvas");
  [image.width, image.height] = [hatches.width, hatches.height];
  const pen = image.getContext("2d")!;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(tints, 0, 0, image.width, image.height);
  pen.drawImage(hatches, 0, 0);

  const toUnit = ([x, y]: Point): Point => [
    ((x - view.x[0]) / (view.x[1] - view.x[0])) * width,
    ((view.y[1] - y) / (view.y[1] - view.y[0])) * height,
  ];
  const isInside = ([x, y]: Point) => x >= 0 && x <= width && y >= 0 && y <= height;
  const trail = new Trail();
  trail.place(path, "", view, width, height);
  const records = path.length / 2;
  const step = Math.max(0, Math.min(records - 1, picture.step));
  const here = trail.at(step);
  const foot = toUnit(start);
  const inside = isInside(foot);
  const [fx, fy]: Point = inside ? foot : [clamp(foot[0], 8, width - 24), clamp(foot[1], 36, height - 4)];
  const taken = trail.taken.copy();
  taken.box(here[0], here[1] - 11, 22, 28);
  taken.box(fx + 6, fy - 16, 26, 36);
  for (const { at } of minima) taken.box(...toUnit(at), 10, 10);

  const edge: Shape[] = [];
  const pointed = ([px, py]: Point, words: string, ink: string) => {
    const [x, y] = [clamp(px, 0, width), clamp(py, 0, height)];
    const across = px < 0.01 ? -1 : px > width - 0.01 ? 1 : 0;
    const turned = across ? (across > 0 ? 0 : Math.PI) : y > height / 2 ? Math.PI / 2 : -Math.PI / 2;
    const head = { d: "M-1 0L-11 -6L-11 6Z", fill: ink, stroke: paper, width: 1.5 };
    edge.push({ at: [x, y], turned, shapes: [head] });
    const wide = measure(words, { size: 12, bold: true });
    const inward = wide / 2 + 16;
    const shifts = [0, 16, -16, 32, -32, 48, -48, 64, -64];
    const places = across
      ? shifts.map((shift): Point => [x - across * inward, y + shift])
      : shifts.flatMap((shift): Point[] => [[x + inward, y < 99 ? 14 + Math.abs(shift) : y - 14 - Math.abs(shift)], [x - inward, y < 99 ? 14 + Math.abs(shift) : y - 14 - Math.abs(shift)]]); // prettier-ignore
    const fitting = places.map(([x, y]): Point => [
      clamp(x, wide / 2 + 6, width - wide / 2 - 6),
      clamp(y, 12, height - 12),
    ]);
    const [cx, cy] = fitting.find(([x, y]) => taken.isFree(x, y, wide + 4, 14)) ?? fitting[0]!;
    taken.box(cx, cy, wide + 6, 16);
    edge.push({
      text: words,
      x: cx,
      y: cy,
      size: 12,
      bold: true,
      colour: ink,
      anchor: "middle",
      halo: paper,
    });
  };
  if (!isInside(here)) {
    const [x, y] = [path[2 * step]!, path[2 * step + 1]!];
    const at = { x: { name: names[0], value: short(x) }, y: { name: names[1], value: short(y) } };
    pointed(here, mapText.hikerIsAt(at), colour("--hiker"));
  }
  const own = colour(picture.colour || "--trail");
  const { exit } = trail;
  if (exit && !veiled && !(exit.to === step && !isInside(here))) {
    const end = { name: names[exit.axis], value: short(path[2 * exit.to + exit.axis]!) };
    pointed(exit.at, exit.stays ? mapText.endsAt(end) : mapText.wentTo(end), own);
  }

  const crosses = minima.filter(({ at }) => isInside(toUnit(at)));
  const ranked = [...crosses].sort((a, b) => Number(b.global) - Number(a.global));
  const called = ranked.flatMap((minimum) => name(minimum, toUnit(minimum.at)));
  function name({ name, global }: Minimum, [x, y]: Point): Text[] {
    const look = { size: global ? 14 : 13, bold: global, italic: true };
    const wide = measure(name, look);
    const side = wide / 2 + 11;
    for (const [dx, dy] of [
      [0, 17],
      [0, -16],
      [side, 0],
      [-side, 0],
    ] as const) {
      // prettier-ignore
      const [cx, cy] = [x + dx, y + dy];
      if (cx - wide / 2 < 4 || cx + wide / 2 > width - 4 || cy < 10 || cy > height - 10) continue;
      if (!taken.isFree(cx, cy, wide + 2, 13)) continue;
      taken.box(cx, cy, wide + 6, 16);
      return [{ text: name, x: cx, y: cy, ...look, colour: ink, anchor: "middle", halo: paper }];
    }
    return [];
  }
  const label = `rgb(${palette.label.join(" ")})`;
  const levels = lines.labels.flatMap(({ x, y, angle, text, halo }): Text[] => {
    const wide = measure(text, { size: 10.5, bold: true }) + 4;
    if (!taken.isFree(x, y, wide, 11, angle)) return [];
    taken.box(x, y, wide, 11, angle);
    return [{ text, x, y, size: 10.5, bold: true, colour: label, anchor: "middle", halo, turned: angle }];
  });

  const walks: Shape[] = [];
  others.forEach(({ path, colour: name }, i) => {
    const of = [colour(name), labels[i + 1]!, path] as const;
    walks.push(...walk(...of, picture, view, width, height, 1.8, paper));
    const stands = Math.min(path.length / 2 - 1, picture.step);
    const at = toUnit([path[2 * stands]!, path[2 * stands + 1]!]);
    if (isInside(at)) walks.push({ d: circle(...at, 4.5), fill: of[0], stroke: paper, width: 1.5 });
  });
  walks.push(...walk(own, labels[0]!, path, picture, view, width, height, 2.4, paper));

  for (const k of picture.changes)
    if (k < records && (k <= step || !veiled))
      walks.push({
        at: trail.at(k),
        shapes: [
          { d: PENNANT, stroke: paper, width: 4.5 },
          { d: PENNANT, stroke: ink, width: 1.5, fill: ink },
        ],
      });

  const next = step + 1 < records && !veiled ? trail.segment(step) : undefined;
  const hiker: Shape[] = isInside(here) ? sign(here, !next || next[2] >= next[0], colour) : [];
  const cloth = { d: `M0 -31L14 -26L0 -20.5Z`, stroke: own, width: 1.2, fill: inside ? own : paper };
  const flag: Shape = {
    at: [fx, fy],
    shapes: [
      { d: "M0 0V-31", stroke: paper, width: 4.5 },
      { d: cloth.d, stroke: paper, width: 3 },
      { d: circle(0, 0, 3), fill: ink, stroke: paper, width: 1 },
      { d: "M0 0V-31", stroke: ink, width: 1.8 },
      cloth,
    ],
  };
  const cross = ({ at, global }: Minimum): Shape[] => {
    const r = global ? 4.5 : 3.6;
    const [x, y] = toUnit(at).map(Number);
    const d = line([x! - r, y! - r, x! + r, y! + r]) + line([x! - r, y! + r, x! + r, y! - r]);
    return [{ d, stroke: paper, width: global ? 5 : 4.2 }, { d, stroke: ink, width: global ? 2 : 1.5 }]; // prettier-ignore
  };
  const drawn: Shape[] = [{ image, box: [0, 0, width, height] }, ...contours(lines, width, height, palette), ...levels, ...walks, ...crosses.flatMap(cross), flag, ...hiker, ...called, ...edge]; // prettier-ignore

  const axes: Shape[] = [{ d: `M0 0H${place(width)}V${place(height)}H0Z`, stroke: quiet, width: 1 }];
  let until = width - measure(names[0], { size: 14, italic: true }) - 12; // the name stands at the numbers' end
  for (const { value, text } of ticks(view.x, width / 72)) {
    const x = toUnit([value, 0])[0];
    axes.push({ d: `M${place(x)} ${place(height)}v5`, stroke: quiet, width: 1 });
    const wide = measure(text, FIGURES);
    if (x + wide / 2 < until)
      axes.push({ text, x, y: height + 14, ...FIGURES, colour: quiet, anchor: "middle" });
  }
  until = 14;
  for (const { value, text } of ticks(view.y, height / 66)) {
    const y = toUnit([0, value])[1];
    axes.push({ d: `M-5 ${place(y)}H0`, stroke: quiet, width: 1 });
    if (y > until + 10) axes.push({ text, x: -8, y, ...FIGURES, colour: quiet, anchor: "end" });
  }
  const axisName = { size: 14, italic: true, colour: ink };
  const upright = measure(names[1], axisName) > LEFT - 10;
  axes.push({ text: names[0], x: width, y: height + 14, ...axisName, anchor: "end" });
  axes.push(
    upright
      ? { text: names[1], x: 8, y: 12, ...axisName, halo: paper }
      : { text: names[1], x: -8, y: 6, ...axisName, anchor: "end" },
  );
  return [{ at: [left, top], shapes: [{ shapes: drawn, clip: [0, 0, width, height] }, ...axes] }];
}

/** A walk whole: a point a record. */
function walk(
  own: string,
  name: string,
  path: Float64Array,
  { step, veiled }: MapPicture,
  view: View,
  width: number,
  height: number,
  thick: number,
  paper: string,
): Shape[] {
  const end = veiled ? 2 * (step + 1) : path.length;
  const points = new Float64Array(Math.min(end, path.length));
  const stretch = [width / (view.x[1] - view.x[0]), -height / (view.y[1] - view.y[0])];
  const middle = [(view.x[0] + view.x[1]) / 2, (view.y[0] + view.y[1]) / 2];
  const tiny = 1e-40; // keeps differences of numbers up to 1e308 finite
  let length = 0;
  for (let k = 0; k < points.length; k += 2) {
    const off = [0, 1].map((axis) => (path[k + axis]! * tiny - middle[axis]! * tiny) * stretch[axis]!);
    const far = Math.max(Math.abs(off[0]!), Math.abs(off[1]!)) / tiny;
    const near = far > FAR ? FAR / far / tiny : 0;
    points[k] = width / 2 + (near ? off[0]! * near : (path[k]! - middle[0]!) * stretch[0]!);
    points[k + 1] = height / 2 + (near ? off[1]! * near : (path[k + 1]! - middle[1]!) * stretch[1]!);
    if (k)
      length += Math.min(width, Math.hypot(points[k]! - points[k - 2]!, points[k + 1]! - points[k - 1]!));
  }
  const d = line(points);
  if (length > 25 * width) return [{ d, name, stroke: own, width: 0.5, opacity: 0.75 }];
  let dots = "";
  const used = new Taken(width, height);
  for (let k = 0; k < points.length; k += 2) {
    const [x, y] = [points[k]!, points[k + 1]!];
    if (!(x >= 0 && x <= width && y >= 0 && y <= height) || !used.isFree(x, y, APART, APART)) continue;
    used.box(x, y, APART / 2, APART / 2);
    dots += circle(x, y, thick);
  }
  return [
    { d, stroke: paper, width: thick + 3 },
    { d, name, stroke: own, width: thick },
    { d: dots, fill: paper, stroke: own, width: thick / 1.8 },
  ];
}

/** The hiker, feet on the ground. */
function sign(at: Point, right: boolean, colour: Pen["colour"]): Shape[] {
  const weighed = (own: string, grow: number) =>
    FIGURE.map(([d, weight, filled]) => ({
      d,
      stroke: own,
      width: weight + grow,
      fill: filled ? own : undefined,
    }));
  const shapes = [...weighed(colour("--paper"), 3), ...weighed(colour("--hiker"), 0)];
  return [{ at, scale: [right ? 1 : -1, 1], shapes }];
}

const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));
