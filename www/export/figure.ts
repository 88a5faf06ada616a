/** The picture of a whole figure: map, charts, verdict, and what it was made from. */
import { VERDICTS } from "../scene/verdicts";
import { circle, ruler, type Box, type Measure, type Picture, type Shape } from "../views/shared/shapes";
import type { DrawnFigure, Drawing } from "../views/view";
import { settings } from "./settings";
import { pictureText } from "../text/en/picture";
import { verdictsText } from "../text/en/verdicts";

const WIDTH = 1000;
const MARGIN = 16;
const GAP = 20;
const MOST_LINES = 4; // of a link

/** Words in lines of a width, the first one shorter by `first`; a word longer than that is cut into pieces. */
function wrap(text: string, width: number, measure: (text: string) => number, first = 0): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    let rest = word;
    const taken = lines.length ? 0 : first;
    if (measure(line ? `${line} ${rest}` : rest) > width - taken && (line || taken)) {
      lines.push(line);
      line = "";
    }
    while (measure(rest) > width && rest.length > 1) {
      let fit = Math.max(1, Math.floor((rest.length * width) / measure(rest)));
      while (fit > 1 && measure(rest.slice(0, fit)) > width) fit--;
      lines.push(rest.slice(0, fit));
      rest = rest.slice(fit);
    }
    line = line ? `${line} ${rest}` : rest;
  }
  return [...lines, line];
}

/** On light paper unless the scene itself is dark. `link` is what opens the figure. */
export async function picture(figure: DrawnFigure, link: string): Promise<Picture> {
  const { root, results, state } = figure;
  const { result } = results;
  const { experiment, run, labels, colours } = result!;
  const { scene, revealed } = state;
  const dark = scene.theme === "dark";
  const probe = document.createElement("div"); // has the colours, whatever the system's are
  probe.className = dark ? "figure dark" : "figure";
  probe.hidden = true;
  root.append(probe);
  const look = getComputedStyle(probe);
  const known = new Map<string, string>();
  const colour = (name: string) => {
    if (!known.has(name)) known.set(name, look.getPropertyValue(name).trim());
    return known.get(name)!;
  };
  const font = look.fontFamily;
  for (const name of ["--paper", "--ink", "--quiet", "--line", "--trail", "--hiker", "--thrown"])
    colour(name);
  for (const { colour: word } of Object.values(VERDICTS)) [colour(`--${word}`), colour(`--${word}-text`)];
  for (let i = 0; i < 8; i++) colour(`--h${i}`);
  probe.remove();
  const measure = ruler(font);

  const shapes: Shape[] = [];
  const inner = WIDTH - 2 * MARGIN;
  let y = MARGIN;
  const write = (text: string, size: number, colour: string, bold = false) => {
    for (const line of wrap(text, inner, (text) => measure(text, { size, bold }))) {
      shapes.push({ text: line, x: MARGIN, y: y + 0.7 * size, size, bold, colour });
      y += 1.4 * size;
    }
  };

  if (scene.question) {
    write(scene.question, 17, colour("--ink"), true);
    y += 8;
  }
  const several = labels.length > 1;
  if (several) y = legend(shapes, labels, colours.map(colour), y, colour("--ink"), measure); // prettier-ignore

  const pen = { dark, colour, measure };
  const draw = async ({ shapes: say }: Drawing, box: Box) => shapes.push(...(await say(box, pen)));
  const [grounds, charts] = [figure.drawings("ground"), figure.drawings("charts")];
  const height = grounds.length > 1 ? 720 : Math.max(grounds.length ? 440 : 0, charts.length * 190);
  const leftWidth = !grounds.length ? 0 : !charts.length ? inner : Math.round(0.53 * inner);
  if (grounds.length > 1) {
    await draw(grounds[0]!, [MARGIN, y, leftWidth, 420]);
    await draw(grounds[1]!, [MARGIN, y + 420 + GAP, leftWidth, height - 420 - GAP]);
  } else if (grounds[0]) await draw(grounds[0], [MARGIN, y, leftWidth, height]);
  const left = leftWidth ? MARGIN + leftWidth + GAP : MARGIN;
  const weights = charts.reduce((sum, { weight }) => sum + weight, 0);
  const unit = (height - GAP * (charts.length - 1)) / weights;
  let top = y;
  for (const one of charts) {
    await draw(one, [left, top, WIDTH - MARGIN - left, one.weight * unit]);
    top += one.weight * unit + GAP;
  }
  y += height ? height + 14 : 0;

  if (figure.isShown("verdict")) {
    const size = 15;
    run.hikers.forEach(({ verdict }, i) => {
      if (!revealed && i > 0) return;
      const { word, colour: own } = VERDICTS[verdict.kind];
      const parts: [text: string, colour: string, bold: boolean][] = revealed
        ? [[several ? pictureText.hikerIs({ hiker: labels[i]! }) : "", "--quiet", false], [word, `--${own}-text`, true], [verdict.text, "--ink", false]]
        : [[verdictsText.notOverYet, "--ink", false]]; // prettier-ignore
      const from = y;
      let x = 0; // of what comes next in the line
      for (const [text, ink, bold] of parts.filter(([text]) => text)) {
        const wide = (text: string) => measure(text, { size, bold });
        wrap(text, inner - 14, wide, x).forEach((line, k) => {
          if (k) [x, y] = [0, y + 1.4 * size];
          shapes.push({ text: line, x: MARGIN + 14 + x, y: y + 0.7 * size, size, bold, colour: colour(ink) });
          x += wide(line + " ");
        });
      }
      y += 1.4 * size;
      const bar = revealed ? `--${own}` : "--line";
      shapes.push({ d: `M${MARGIN} ${from}h4V${y}h-4Z`, fill: colour(bar) });
      y += 4;
    });
    y += 6;
  }
  for (const line of settings(experiment, labels)) write(line, 12.5, colour("--quiet"));
  const small = { size: 11.5 };
  const lines = wrap(link, inner, (text) => measure(text, small)).length;
  if (lines <= MOST_LINES) write(link, 11.5, colour("--quiet"));
  y += MARGIN;
  const back: Shape = { d: `M0 0H${WIDTH}V${y}H0Z`, fill: colour("--paper") };
  const title = settings(experiment, labels)[0]!;
  return { width: WIDTH, height: Math.ceil(y), title, font, shapes: [back, ...shapes] };
}

/** Who is who, in a row, or more where they are many; returns where it ends. */
function legend(
  shapes: Shape[],
  labels: string[],
  colours: string[],
  y: number,
  ink: string,
  measure: Measure,
): number {
  let x = MARGIN;
  labels.forEach((text, i) => {
    const wide = 20 + measure(text, { size: 14 });
    if (x > MARGIN && x + wide > WIDTH - MARGIN) {
      x = MARGIN;
      y += 22;
    }
    shapes.push({ d: circle(x + 6, y + 10, 6), fill: colours[i] });
    shapes.push({ text, x: x + 20, y: y + 10, size: 14, colour: ink });
    x += wide + 24;
  });
  return y + 32;
}
