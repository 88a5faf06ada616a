/** The data of a picture: points, and the line or the boundary that is fitted to them. */
import { roundTicks, tick } from "../../util/format";
import { hex } from "../shared/colour";
import { circle, line, place, type Box, type Shape, type Text } from "../shared/shapes";
import type { Pen } from "../view";
import { boundary, dataWindow, inside, type DataPicture } from "./data";
import { pictureText } from "../../text/en/picture";

const LEFT = 58;
const TOP = 26;
const BOTTOM = 40;
const NUMBERS = { size: 12 };

/** A class is told by its sign as well as by its colour. */
const SIGNS = [
  circle,
  (x: number, y: number, r: number) =>
    line([x, y - 1.35 * r, x + 1.25 * r, y + 0.85 * r, x - 1.25 * r, y + 0.85 * r]) + "Z",
  (x: number, y: number, r: number) =>
    line([x - 0.9 * r, y - 0.9 * r, x + 0.9 * r, y - 0.9 * r, x + 0.9 * r, y + 0.9 * r, x - 0.9 * r, y + 0.9 * r]) + "Z", // prettier-ignore
];

export function data(
  picture: DataPicture,
  [left, top, boxWidth, boxHeight]: Box,
  colour: Pen["colour"],
): Shape[] {
  const { x, y, classes, decisions, line: fitted, names } = picture;
  const [width, height] = [boxWidth - LEFT - 8, boxHeight - TOP - BOTTOM];
  const window = dataWindow(x, y);
  const across = (v: number) => ((v - window.x[0]) / (window.x[1] - window.x[0])) * width;
  const up = (v: number) => height - ((v - window.y[0]) / (window.y[1] - window.y[0])) * height;
  const [paper, ink, quiet, faint] = ["--paper", "--ink", "--quiet", "--line"].map(colour) as [string, string, string, string]; // prettier-ignore

  const axes: Shape[] = [];
  for (const value of roundTicks(...window.y, Math.max(2, Math.floor(height / 36)))) {
    const at = up(value);
    axes.push({ d: `M0 ${place(at)}H${place(width)}`, stroke: faint, width: 1 });
    axes.push({ text: tick(value), x: -8, y: at, ...NUMBERS, colour: quiet, anchor: "end" });
  }
  for (const value of roundTicks(...window.x, Math.max(2, Math.floor(width / 60)))) {
    const at = across(value);
    axes.push({ d: `M${place(at)} 0V${place(height)}`, stroke: faint, width: 1 });
    axes.push({ text: tick(value), x: at, y: height + 13, ...NUMBERS, colour: quiet, anchor: "middle" });
  }
  const named = { size: 13, italic: true, colour: ink };
  axes.push({ text: names[1], x: 0, y: -13, ...named });
  axes.push({ text: names[0], x: width / 2, y: height + 29, ...named, anchor: "middle" });

  const behind: Shape[] = [];
  const above: Shape[] = [];
  const labels = classes && [...new Set(classes)].sort((a, b) => a - b);
  if (labels) {
    const inks = labels.map((_, i) => colour(`--h${i % 8}`));
    let right = width;
    [...labels.entries()].reverse().forEach(([i, value]) => {
      const text: Text = {
        text: tick(value),
        x: right,
        y: -13,
        ...NUMBERS,
        colour: ink,
        anchor: "end",
      };
      right -= 8 * text.text.length + 8;
      axes.push(text, { d: SIGNS[i % 3]!(right, -13, 4), fill: inks[i] });
      right -= 16;
    });
    axes.push({ text: pictureText.class, x: right, y: -13, ...NUMBERS, colour: quiet, anchor: "end" });
    const r = x.length > 2000 ? 2 : 3.2;
    labels.forEach((label, i) => {
      let d = "";
      for (let k = 0; k < x.length; k++)
        if (classes[k] === label) d += SIGNS[i % 3]!(across(x[k]!), up(y[k]!), r);
      above.push({
        d,
        name: pictureText.classOf({ value: tick(label) }),
        fill: inks[i],
        stroke: paper,
        width: 0.8,
        opacity: 0.85,
      });
    });
    if (decisions) {
      const { values, width: columns, height: rows } = decisions;
      const image = document.createElement("canvas");
      [image.width, image.height] = [columns, rows];
      const pixels = new ImageData(columns, rows);
      const two = labels.length === 2;
      const shades = inks.map(hex);
      values.forEach((value, i) => {
        const sure = two ? Math.abs(2 * value - 1) : 0.75;
        const shade = shades[two ? Number(value > 0.5) : value]!;
        pixels.data.set([...shade, 255 * (0.08 + 0.3 * sure)], 4 * i);
      });
      image.getContext("2d")!.putImageData(pixels, 0, 0);
      behind.push({ image, box: [0, 0, width, height] });
      if (two) {
        const pieces = boundary(decisions, 0.5).map((piece) =>
          line(piece.map((v, i) => (i % 2 ? (v / rows) * height : (v / columns) * width))),
        );
        const d = pieces.join("");
        above.push(
          { d, stroke: paper, width: 4.5 },
          { d, name: pictureText.boundary, stroke: ink, width: 2 },
        );
      }
    }
  } else {
    let d = "";
    const many = x.length > 2000;
    for (let k = 0; k < x.length; k++) d += circle(across(x[k]!), up(y[k]!), many ? 1.8 : 2.4);
    above.push({ d, name: pictureText.points, fill: colour("--hiker"), opacity: many ? 0.25 : 0.45 });
    const piece = fitted && inside(fitted, window.x, window.y);
    if (piece) {
      const d = line([across(piece[0]), up(piece[1]), across(piece[2]), up(piece[3])]);
      above.push({ d, stroke: paper, width: 5 });
      above.push({ d, name: pictureText.line, stroke: colour("--trail"), width: 2.5 });
    }
  }
  const clip: Box = [0, 0, width, height];
  return [{ at: [left + LEFT, top + TOP], shapes: [...axes, { shapes: [...behind, ...above], clip }] }];
}
