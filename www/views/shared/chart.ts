/** One chart: a header with title and readout, below it the walked part of each line strong and the rest light. */
import uPlot from "uplot";
import { roundTicks, tick } from "../../util/format";
import { local } from "../../util/pointer";
import { adopt } from "./adopt";
import type { Line, Plot } from "./plot";
import { chartsText } from "../../text/en/charts";

export const GUTTER = 66; // width of the left axis, the same in all charts and for all labels: 0.000406 has room
const ROW = 30; // pixels between two labels of the upright axis, at least
export const MARGIN = 16; // to the right of an axis that is not of records
const JAGGED = 12; // a line whose ups and downs add up to as many widths of the chart

/** The present record, the chosen line, and whether later records are hidden. */
export interface Moment {
  step: number;
  /** The records at which the chosen hiker's settings change. */
  changes?: number[];
  chosen: number;
  veiled: boolean;
}

let ascending = new Float64Array(0);
function upTo(n: number): Float64Array {
  if (ascending.length < n) ascending = Float64Array.from({ length: 2 * n }, (_, i) => i);
  return ascending.subarray(0, n);
}

export class Chart {
  readonly title: HTMLElement;
  readonly readout: HTMLElement;
  plot: Plot | null = null;
  private drawn: Plot | null = null;
  private now: Moment = { step: 0, chosen: 0, veiled: false };
  /** Called when the chart has been drawn. */
  onDrawn = (): void => {};
  readonly root: HTMLElement;
  private frame: HTMLElement;
  private chart: uPlot;
  private paths: (Path2D | null | undefined)[] = [];
  private travel: number[] = []; // how far each line goes up and down, in heights of the chart
  private colours = new Map<string, string>();
  private font: string;
  private height = 0;
  private size: ResizeObserver;

  /** `resized` is called when the upright axis has room for more or fewer labels than before. */
  constructor(host: HTMLElement, seek: (step: number) => void, resized: () => void) {
    adopt(host, chartSheet);
    host.innerHTML = `<div class="chart">
      <div class="head"><span class="title"></span><span class="readout"></span></div><div class="frame" role="img"></div>
    </div>`;
    this.root = host.querySelector(".chart")!;
    this.title = host.querySelector(".title")!;
    this.readout = host.querySelector(".readout")!;
    this.frame = host.querySelector(".frame")!;
    this.font = `12px ${getComputedStyle(this.root).fontFamily}`;
    this.chart = new uPlot(this.options(), [[0], [null]], this.frame);
    this.listen(seek);
    this.size = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.frame;
      if (!width || !height) return;
      const { rows } = this;
      this.height = height;
      this.chart.setSize({ width, height });
      if (this.rows !== rows) resized();
    });
    this.size.observe(this.frame);
  }

  /** How many intervals the upright axis has room for. */
  get rows(): number {
    return Math.max(1, Math.floor((this.height - (this.showsX() ? 30 : 14)) / ROW));
  }

  /** Where in the chart the lines are drawn, in pixels. */
  get face(): { left: number; top: number; width: number; height: number } {
    const { frame, chart } = this;
    const { offsetLeft, offsetTop, clientWidth: width, clientHeight: height } = chart.over;
    return { left: frame.offsetLeft + offsetLeft, top: frame.offsetTop + offsetTop, width, height };
  }

  describe(text: string): void {
    this.frame.ariaLabel = text;
  }

  draw(now: Moment): void {
    this.now = now;
    const { chart, plot } = this;
    if (plot === this.drawn) chart.redraw(false);
    else {
      this.drawn = plot;
      const { lines, axis } = plot!;
      while (chart.series.length <= lines.length) chart.addSeries(this.series());
      while (chart.series.length > lines.length + 1) chart.delSeries(chart.series.length - 1);
      this.travel = lines.map(({ values }) => travel(values) / (axis.high - axis.low));
      const longest = Math.max(...lines.map(({ values }) => values.length));
      chart.setData([upTo(longest), ...lines.map(({ values }) => values)] as uPlot.AlignedData);
      chart.redraw(false, true); // the ends may be the same and the ticks not
    }
  }

  themeChanged(): void {
    this.colours.clear();
    this.chart.redraw(false);
  }

  destroy(): void {
    this.size.disconnect();
    this.chart.destroy();
    this.root.remove();
  }

  private colour(name: string): string {
    let colour = this.colours.get(name);
    if (colour === undefined) {
      colour = getComputedStyle(this.root).getPropertyValue(name).trim();
      this.colours.set(name, colour);
    }
    return colour;
  }

  /** A low chart has no labels of steps: its neighbour has them. */
  private showsX(): boolean {
    return this.height >= 80;
  }

  private options(): uPlot.Options {
    const common = { stroke: () => this.colour("--quiet"), font: this.font, border: { show: false } };
    const length = () => Math.max(1, this.plot?.length ?? 1);
    return {
      width: 300,
      height: 100,
      padding: [
        8,
        () => (this.plot?.across ? MARGIN : Math.max(8, 4 + 3.6 * String(length()).length)),
        () => (this.showsX() ? 0 : 6),
        0,
      ],
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: {
          time: false,
          range: () => (this.plot?.across ? [this.plot.across.low, this.plot.across.high] : [0, length()]),
        },
        y: { range: () => [this.plot?.axis.low ?? 0, this.plot?.axis.high ?? 1] },
      },
      axes: [
        {
          ...common,
          size: () => (this.showsX() ? 22 : 0),
          gap: 4,
          grid: { show: false },
          ticks: { stroke: () => this.colour("--line"), width: 1, size: 4 },
          splits: () => {
            const across = this.plot?.across;
            if (!this.showsX() || across?.labelled === false) return [];
            const most = Math.max(2, Math.floor(this.chart.width / 75));
            return roundTicks(0, across?.high ?? length(), most, across ? 0 : 1);
          },
          values: (_, splits) => splits.map(tick),
        },
        {
          ...common,
          size: GUTTER,
          gap: 8,
          ticks: { show: false },
          grid: { stroke: () => this.colour("--line"), width: 1 },
          splits: () => this.plot?.axis.ticks ?? [],
          values: (_, splits) => splits.map((split) => this.plot!.label(split)),
        },
      ],
      series: [{}, this.series()],
      hooks: { drawSeries: [() => this.drawFloor()], draw: [() => this.drawLines(), () => this.onDrawn()] },
    };
  }

  private series(): uPlot.Series {
    return {
      stroke: () => "", // drawLines strokes it, in two parts
      pxAlign: 0,
      points: { show: false },
      paths: (chart, index, from, to) => {
        const line = this.plot?.lines[index - 1];
        if (line?.at) {
          this.paths[index - 1] = placed(chart, line.values, line.at);
          return null;
        }
        const paths = (this.plot?.held ? stepped : linear)(chart, index, from, to);
        this.paths[index - 1] = paths?.stroke as Path2D | null | undefined;
        return paths;
      },
    };
  }

  /** The lowest possible loss: a dotted line, with its name if there is room beneath it. */
  private drawFloor(): void {
    const floor = this.plot?.floor ?? null;
    if (floor === null) return;
    const { ctx, bbox } = this.chart;
    const sharp = devicePixelRatio;
    const [right, bottom] = [bbox.left + bbox.width, bbox.top + bbox.height];
    const y = Math.round(this.chart.valToPos(floor, "y", true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = this.colour("--quiet");
    ctx.lineWidth = sharp;
    ctx.setLineDash([sharp, 3 * sharp]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(right, y);
    ctx.stroke();
    if (bottom - y > 17 * sharp) {
      ctx.font = this.font.replace("12px", `${11 * sharp}px`);
      ctx.textAlign = "right";
      ctx.textBaseline = "top";
      ctx.fillText(chartsText.floor({ loss: this.plot!.label(floor) }), right - 2 * sharp, y + 4 * sharp);
    }
    ctx.restore();
  }

  private drawLines(): void {
    const { chart, plot } = this;
    if (!plot) return;
    const { step, chosen } = this.now;
    const { ctx, bbox } = chart;
    const sharp = devicePixelRatio;
    const place = ({ at }: Line) => chart.valToPos(at ? at[Math.min(step, at.length - 1)]! : step, "x", true);
    ctx.save();
    ctx.lineJoin = "round";
    // The chosen line lies on top.
    const order = plot.lines.map((_, i) => i).filter((i) => i !== chosen && !plot.lines[i]!.pinned);
    order.push(chosen);
    plot.lines.forEach((line, i) => line.pinned && this.drawLine(i, place(line)));
    for (const i of order) this.drawLine(i, place(plot.lines[i]!));
    for (const i of order) this.drawEnd(plot.lines[i]!);
    plot.more?.(chart);
    this.drawChanges();
    if (!plot.across) {
      const x = chart.valToPos(step, "x", true);
      ctx.fillStyle = this.colour("--ink");
      ctx.fillRect(Math.round(x - sharp / 2), bbox.top, Math.max(1, Math.round(sharp)), bbox.height);
    }
    for (const i of order) {
      const { values, colour } = plot.lines[i]!;
      const x = place(plot.lines[i]!);
      const value = values[step] ?? null;
      if (value === null || value > plot.axis.high) continue;
      ctx.beginPath();
      ctx.arc(x, chart.valToPos(value, "y", true), (i === chosen ? 4.5 : 3.5) * sharp, 0, 7);
      ctx.fillStyle = this.colour(colour);
      ctx.strokeStyle = this.colour("--panel");
      ctx.lineWidth = 2 * sharp;
      ctx.stroke();
      ctx.fill();
    }
    ctx.restore();
  }

  private drawLine(i: number, x: number): void {
    const path = this.paths[i];
    if (!path) return;
    const { ctx, bbox } = this.chart;
    const { step, chosen, veiled } = this.now;
    const { lines } = this.plot!;
    const { values, colour, pinned, dashed } = lines[i]!;
    const sharp = devicePixelRatio;
    const margin = 2 * sharp;
    // Jagged lines are one pixel wide: wider ones take long in a browser without a graphics card.
    const jagged = this.travel[i]! * bbox.height > JAGGED * bbox.width;
    const stroke = (from: number, to: number, width: number, alpha: number) => {
      ctx.save();
      ctx.beginPath();
      ctx.rect(from, bbox.top - margin, to - from, ctx.canvas.height);
      ctx.clip();
      ctx.strokeStyle = this.colour(colour);
      ctx.lineWidth = jagged ? 1 : width * sharp;
      ctx.globalAlpha = alpha;
      if (dashed) ctx.setLineDash([6 * sharp, 4 * sharp]);
      ctx.stroke(path);
      ctx.restore();
    };
    if (pinned) {
      stroke(bbox.left, bbox.left + bbox.width + margin, 1.5, 0.45);
      return;
    }
    const alone = lines.length === 1 || lines[1]!.pinned;
    const [walked, ahead] = alone ? [2.25, 2] : i === chosen ? [3, 3] : [1.5, 1.5];
    if (step < values.length - 1 && !veiled) stroke(x, bbox.left + bbox.width + margin, ahead, 0.36);
    stroke(bbox.left - margin, x, walked, 1);
  }

  /** A small flag at the top of the chart, its pole down to the line. */
  private drawChanges(): void {
    const { chart } = this;
    const { ctx, bbox } = chart;
    const { changes = [], step, veiled, chosen } = this.now;
    const sharp = devicePixelRatio;
    ctx.fillStyle = this.colour("--ink");
    for (const at of changes) {
      const value = this.plot!.lines[chosen]?.values[at] ?? null;
      if (value === null || (veiled && at > step)) continue;
      const x = Math.round(chart.valToPos(at, "x", true));
      const bottom = Math.max(bbox.top + 8 * sharp, chart.valToPos(value, "y", true));
      ctx.globalAlpha = 0.5;
      ctx.fillRect(x, bbox.top, Math.max(1, Math.round(sharp)), bottom - bbox.top);
      ctx.globalAlpha = 1;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x + 8 * sharp, bbox.top + 3.5 * sharp);
      ctx.lineTo(x, bbox.top + 7 * sharp);
      ctx.fill();
    }
  }

  /** A cross where a hiker was thrown out. */
  private drawEnd({ thrown }: Line): void {
    if (!thrown || (this.now.veiled && thrown.x > this.now.step)) return;
    const { chart } = this;
    const { ctx } = chart;
    const sharp = devicePixelRatio;
    const [x, y, r] = [chart.valToPos(thrown.x, "x", true), chart.valToPos(thrown.y, "y", true), 4 * sharp];
    ctx.strokeStyle = this.colour("--thrown");
    ctx.lineWidth = 2 * sharp;
    ctx.beginPath();
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x + r, y - r);
    ctx.lineTo(x - r, y + r);
    ctx.stroke();
  }

  private listen(seek: (step: number) => void): void {
    const { over } = this.chart;
    const at = (event: PointerEvent) => {
      if (!this.plot || this.now.veiled || (event.pointerType !== "mouse" && !event.buttons)) return;
      const x = this.chart.posToVal(local(event, over)[0], "x");
      const step = reached(this.plot.lines[this.now.chosen]!, x);
      if (step !== this.now.step) seek(Math.max(step, 0));
    };
    over.addEventListener("pointerdown", (event) => {
      over.setPointerCapture(event.pointerId);
      at(event);
    });
    over.addEventListener("pointermove", at);
  }
}

/** The record of a line's that lies there. */
function reached({ at }: Line, x: number): number {
  if (!at) return Math.round(x);
  let record = 0;
  while (record + 1 < at.length && at[record + 1]! <= x) record++;
  return record;
}

/** Whether a line's values do not lie at the records. */
function placed(chart: uPlot, values: ArrayLike<number | null | undefined>, at: ArrayLike<number>): Path2D {
  const path = new Path2D();
  Array.from(values, (value, i) => {
    if (value == null) return;
    const [x, y] = [chart.valToPos(at[i]!, "x", true), chart.valToPos(value, "y", true)];
    if (i > 0 && values[i - 1] != null) path.lineTo(x, y);
    else path.moveTo(x, y);
  });
  return path;
}

const linear = uPlot.paths.linear!();
const stepped = uPlot.paths.stepped!({ align: 1 });

function travel(values: Line["values"]): number {
  let [sum, last] = [0, values[0] ?? 0];
  for (let i = 1; i < values.length; i++) {
    const value = values[i] ?? last;
    sum += Math.abs(value - last);
    last = value;
  }
  return sum;
}

const chartSheet = new CSSStyleSheet();
chartSheet.replaceSync(`
/* What uPlot needs of its own style, which is mostly of cursors and legends. */
.uplot, .uplot * { box-sizing: border-box; }
.uplot { width: min-content; }
.u-wrap { position: relative; user-select: none; }
.u-over, .u-under, .u-axis, .u-select { position: absolute; }
.u-under { overflow: hidden; }
.u-select { pointer-events: none; }
.uplot canvas { display: block; position: relative; width: 100%; height: 100%; }
.chart { position: relative; display: flex; flex-direction: column; height: 100%; min-width: 0; font-variant-numeric: tabular-nums; }
.extra-chart { height: 120px; min-width: 0; }
.chart .head { contain: inline-size; display: flex; align-items: center; gap: 10px; min-height: 24px; flex: none; color: var(--quiet); font-size: 14px; white-space: nowrap; }
.chart .title { color: var(--ink); font-weight: 600; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
.chart .readout { margin-left: auto; flex: none; }
.chart .toggle { display: flex; flex: none; }
.chart .toggle button {
  min-width: 24px;
  min-height: 24px;
  padding: 0 5px;
  border: 0;
  border-radius: 4px;
  background: none;
  color: var(--quiet);
  font: inherit;
  font-size: 13px;
  cursor: pointer;
}
.chart .toggle button + button { margin-left: 1px; }
.chart .toggle button[aria-pressed="true"] { color: var(--ink); text-decoration: underline; text-underline-offset: 4px; text-decoration-thickness: 1.5px; }
.chart .toggle button:hover:not(:disabled) { color: var(--ink); }
.chart .toggle button:focus-visible { outline: 2px solid var(--focus); }
.chart .toggle button:disabled { cursor: default; opacity: 0.5; text-decoration: line-through; }
.chart .frame { position: relative; flex: 1; min-height: 0; overflow: hidden; }
.chart .frame .uplot { position: absolute; inset: 0; font: inherit; }
.chart .u-over { cursor: ew-resize; touch-action: pan-y; }
`);
