/** The picture of a whole figure: map, charts, verdict, and what it was made from. */
import { JobQueue } from "../engine/queue";
import type { ViewHost } from "../figure/view-host";
import { VERDICTS } from "../scene/verdicts";
import { recorded } from "../views/charts/charts";
import { lossPlot, otherPlot, ratePlot } from "../views/charts/plot";
import { chart, rows } from "./chart";
import { data } from "./data";
import { frame, map, type Ground } from "./map";
import { settings } from "./settings";
import { circle, ruler, type Box, type Measure, type Picture, type Shape } from "./shapes";

const WIDTH = 1000;
const MARGIN = 16;
const GAP = 20;
const PIXELS = 600_000; // of the ground
const MOST_LINES = 4; // of a link

/** The heights for a ground; from the worker, since those of data take long. */
function ground({ results, mapped }: ViewHost, box: Box): Promise<Ground> {
  const { experiment, section } = results.result!;
  const { frame: inner, view } = frame(mapped, box);
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
export async function picture(viewHost: ViewHost, link: string): Promise<Picture> {
  const { root, results, state, charted, mapped } = viewHost;
  const pictured = viewHost.data?.picture;
  const { result } = results;
  const { experiment, run, labels } = result!;
  const { scene, chosen, revealed, isShown, log } = state;
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
  if (several) y = legend(shapes, labels, charted.hikers.map(({ colour: name }) => colour(name)), y, colour("--ink"), measure); // prettier-ignore

  const kinds = ["loss", "rate"].filter(isShown).length + charted.extra.length;
  const hasMap = isShown("map");
  const hasData = viewHost.isPicturable(isShown) && pictured !== undefined;
  const grounds = Number(hasMap) + Number(hasData);
  const height = grounds === 2 ? 720 : Math.max(grounds ? 440 : 0, kinds * 190);
  const leftWidth = grounds === 0 ? 0 : kinds === 0 ? inner : Math.round(0.53 * inner);
  if (hasMap) {
    const box: Box = [MARGIN, y, leftWidth, hasData ? 420 : height];
    const order = [chosen, ...labels.keys()].filter((i, k) => k === 0 || i !== chosen);
    const names = order.map((i) => labels[i]!);
    const heights = await ground(viewHost, box);
    shapes.push(...map(mapped, box, heights, names, dark, colour, measure));
  }
  if (hasData) {
    const top = hasMap ? 420 + GAP : 0;
    shapes.push(...data(pictured, [MARGIN, y + top, leftWidth, height - top], colour));
  }
  if (kinds) {
    const left = leftWidth ? MARGIN + leftWidth + GAP : MARGIN;
    const width = WIDTH - MARGIN - left;
    const weights = [
      ...(isShown("loss") ? [2] : []),
      ...Array<number>(kinds - Number(isShown("loss"))).fill(1),
    ];
    const unit = (height - GAP * (kinds - 1)) / weights.reduce((sum, weight) => sum + weight, 0);
    let top = y;
    const add = (title: string, weight: number, plot: (rows: number) => ReturnType<typeof ratePlot>) => {
      const box: Box = [left, top, width, weight * unit];
      const drawn = plot(rows(box[3]));
      const name = drawn.log ? `${title}, logarithmic` : title;
      shapes.push(...chart(drawn, name, charted.unit, labels, charted, box, colour));
      top += box[3] + GAP;
    };
    const { hikers, floor, length, extra } = charted;
    if (isShown("loss"))
      add(charted.metricName, 2, (rows) => lossPlot(recorded(hikers, "loss", "--trail"), log, floor, length, rows).plot); // prettier-ignore
    if (isShown("rate"))
      add("Learning rate", 1, (rows) => ratePlot(recorded(hikers, "lr", "--hiker"), length, rows));
    for (const { name, values, percent } of extra) {
      const records = recorded(hikers, "loss", "--trail").map((one, i) => ({ ...one, values: values[i]! }));
      add(name, 1, (rows) => otherPlot(records, percent, length, rows));
    }
  }
  y += grounds || kinds ? height + 14 : 0;

  if (isShown("verdict")) {
    const size = 15;
    run.hikers.forEach(({ verdict }, i) => {
      if (!revealed && i > 0) return;
      const { word, colour: own } = VERDICTS[verdict.kind];
      const parts: [text: string, colour: string, bold: boolean][] = revealed
        ? [[several ? `${labels[i]}:` : "", "--quiet", false], [word, `--${own}-text`, true], [verdict.text, "--ink", false]]
        : [["The walk is not over yet.", "--ink", false]]; // prettier-ignore
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
