import uPlot from "uplot";
import uPlotStyle from "uplot/dist/uPlot.min.css?inline";
import { type Axis, logAxis, rate, roundAxis, roundTicks, short, tick } from "../format";

export interface ChartsPicture {
  loss: Float64Array;
  lr: Float64Array;
  step: number;
  length: number;
  unit: "step" | "epoch";
  floor: number | null;
  kind: string;
  scheduler: string;
  log: boolean | null;
  metricName: string;
}

type Events = { seek(step: number): void; log(on: boolean): void };

/** What one chart draws; values and axis are in the axis' own unit: log10 of the number where `log`. */
interface Plot {
  values: ArrayLike<number | null>;
  log: boolean;
  axis: Axis;
  label: (x: number) => string;
  floor: number | null;
  length: number;
  thrown: boolean;
}

const GUTTER = 54; // width of the left axis, the same in both charts and for all labels
const LOG_HELPS = 30; // from this ratio of largest to smallest loss on
const ROW = 30; // pixels between two labels of the upright axis, at least
const JAGGED = 12; // from this many times the chart's width up and down on, a line is a thicket

export class Charts {
  private loss: Chart;
  private rate: Chart;
  private old: ChartsPicture | null = null;
  private toggle: HTMLElement;
  private buttons: HTMLButtonElement[];

  constructor(lossHost: HTMLElement, rateHost: HTMLElement, events: Events) {
    const seek = (step: number) => events.seek(step);
    this.loss = new Chart(lossHost, "--trail", seek, () => this.refresh());
    this.rate = new Chart(rateHost, "--hiker", seek, () => this.refresh());
    this.rate.title.textContent = "Learning rate";
    this.toggle = document.createElement("div");
    this.toggle.className = "toggle";
    this.toggle.role = "group";
    this.toggle.ariaLabel = "Axis of the loss";
    this.buttons = [true, false].map((on) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = on ? "log" : "linear";
      button.addEventListener("click", () => events.log(on));
      return button;
    });
    this.toggle.append(...this.buttons);
    this.loss.title.after(this.toggle);
  }

  show(picture: ChartsPicture): void {
    const { old, loss, rate: rates } = this;
    this.old = picture;
    const { step, length, unit, lr } = picture;
    const same = (...names: (keyof ChartsPicture)[]) =>
      old !== null && names.every((name) => old[name] === picture[name]);

    if (!same("loss", "length", "floor", "log", "kind")) loss.plot = this.lossPlot(picture);
    if (!same("lr", "length")) rates.plot = ratePlot(picture, rates.rows);
    if (!same("loss", "metricName", "unit", "length", "log"))
      loss.describe(
        `${picture.metricName} ${fromTo(picture.loss, short)} over ${count(picture)}, ${loss.plot!.log ? "logarithmic" : "linear"} axis`,
      );
    if (!same("lr", "scheduler", "unit", "length"))
      rates.describe(`Learning rate ${fromTo(lr, rate)} over ${count(picture)}, ${picture.scheduler}`);
    if (!same("metricName")) loss.title.textContent = picture.metricName;

    const [now, current] = [picture.loss[step], lr[step]];
    loss.readout.textContent = `${unit} ${step} of ${length}${now === undefined ? "" : ` · ${short(now)}`}`;
    const constant = picture.scheduler === "constant";
    rates.readout.textContent =
      constant || current === undefined ? picture.scheduler : `${picture.scheduler} · ${rate(current)}`;
    loss.draw(step);
    rates.draw(step);
  }

  themeChanged(): void {
    this.loss.themeChanged();
    this.rate.themeChanged();
  }

  destroy(): void {
    this.loss.destroy();
    this.rate.destroy();
  }

  /** The axes fit the charts' height, so a new height needs new ones. */
  private refresh(): void {
    const picture = this.old;
    if (!picture) return;
    this.old = null;
    this.show(picture);
  }

  private lossPlot(picture: ChartsPicture): Plot {
    const { loss: values, floor, length, kind } = picture;
    let [low, high] = range(values);
    const positive = low > 0;
    const log = positive && (picture.log ?? high / low > LOG_HELPS);
    this.buttons.forEach((button, i) => {
      button.ariaPressed = String(log === (i === 0));
      button.disabled = !positive && i === 0;
    });
    this.toggle.title = positive
      ? ""
      : "A logarithmic axis needs losses above zero, and this walk reaches zero or less.";

    // The floor is worth its room, except far below everything on a log axis.
    const shown = floor !== null && (log ? floor > low / 1000 && floor > 0 : true) ? floor : null;
    if (shown !== null) [low, high] = [Math.min(low, shown), Math.max(high, shown)];
    return plot(values, log, low, high, this.loss.rows, {
      floor: shown,
      length,
      thrown: kind === "diverged",
      label: tick,
    });
  }
}

function ratePlot({ lr, length }: ChartsPicture, rows: number): Plot {
  const [low, high] = range(lr);
  const rest = { floor: null, length, thrown: false, label: rate };
  if (low === high) {
    const axis = { low: 0, high: Math.min(2 * low, Number.MAX_VALUE), ticks: [low] };
    return { ...rest, values: finite(lr), log: false, axis };
  }
  const log = low > 0 && high / low > 100;
  return plot(lr, log, log ? low : 0, high, rows, rest);
}

type Rest = Pick<Plot, "floor" | "length" | "thrown" | "label">;

function plot(values: Float64Array, log: boolean, low: number, high: number, rows: number, rest: Rest): Plot {
  const { label, floor } = rest;
  if (!log) return { ...rest, values: finite(values), log, axis: roundAxis(low, high, rows) };
  const axis = logAxis(low, high, rows);
  return {
    ...rest,
    values: finite(values.map(Math.log10)),
    log,
    axis: { low: Math.log10(axis.low), high: Math.log10(axis.high), ticks: axis.ticks.map(Math.log10) },
    label: (x) => label(Number((10 ** x).toPrecision(6))),
    floor: floor === null ? null : Math.log10(floor),
  };
}

function range(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

/** uPlot takes null for a gap; a single Infinity or NaN would set its range. */
function finite(values: Float64Array): ArrayLike<number | null> {
  return values.every(Number.isFinite) ? values : Array.from(values, (v) => (Number.isFinite(v) ? v : null));
}

const count = ({ length, unit }: ChartsPicture) => `${length} ${unit}${length === 1 ? "" : "s"}`;

function fromTo(values: Float64Array, write: (x: number) => string): string {
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return "";
  return first === last ? write(first) : `from ${write(first)} to ${write(last)}`;
}

let ascending = new Float64Array(0);
function upTo(n: number): Float64Array {
  if (ascending.length < n) ascending = Float64Array.from({ length: 2 * n }, (_, i) => i);
  return ascending.subarray(0, n);
}

/** One uPlot in a host: a header with title and readout, below it the walked line strong and the rest light. */
class Chart {
  readonly title: HTMLElement;
  readonly readout: HTMLElement;
  plot: Plot | null = null;
  private drawn: Plot | null = null;
  private step = 0;
  private root: HTMLElement;
  private frame: HTMLElement;
  private chart: uPlot;
  private path: Path2D | null | undefined;
  private travel = 0; // how far the line goes up and down, in heights of the chart
  private colour: Record<string, string> = {};
  private font: string;
  private height = 0;
  private size: ResizeObserver;

  constructor(
    host: HTMLElement,
    private line: string,
    seek: (step: number) => void,
    resized: () => void,
  ) {
    host.innerHTML = `<div class="chart">
      <div class="head"><span class="title"></span><span class="readout"></span></div><div class="frame" role="img"></div>
    </div>`;
    this.root = host.querySelector(".chart")!;
    this.title = host.querySelector(".title")!;
    this.readout = host.querySelector(".readout")!;
    this.frame = host.querySelector(".frame")!;
    this.font = `12px ${getComputedStyle(this.root).fontFamily}`;
    this.readColours();
    this.chart = new uPlot(this.options(), [[0], [null]], this.frame);
    this.listen(seek);
    this.size = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.frame;
      if (!width || !height) return;
      this.height = height;
      this.chart.setSize({ width, height });
      resized();
    });
    this.size.observe(this.frame);
  }

  /** How many intervals the upright axis has room for. */
  get rows(): number {
    return Math.max(1, Math.floor((this.height - (this.showsX() ? 30 : 14)) / ROW));
  }

  describe(text: string): void {
    this.frame.ariaLabel = text;
  }

  draw(step: number): void {
    this.step = step;
    if (this.plot === this.drawn) this.chart.redraw(false);
    else {
      this.drawn = this.plot;
      const { values, axis } = this.plot!;
      this.travel = travel(values) / (axis.high - axis.low);
      this.chart.setData([upTo(values.length), values] as uPlot.AlignedData);
    }
  }

  themeChanged(): void {
    this.readColours();
    this.chart.redraw(false);
  }

  destroy(): void {
    this.size.disconnect();
    this.chart.destroy();
    this.root.remove();
  }

  private readColours(): void {
    const style = getComputedStyle(this.root);
    for (const name of ["--panel", "--ink", "--quiet", "--line", "--thrown", this.line])
      this.colour[name] = style.getPropertyValue(name).trim();
  }

  /** A low chart leaves its step labels to its neighbour. */
  private showsX(): boolean {
    return this.height >= 80;
  }

  private options(): uPlot.Options {
    const common = { stroke: () => this.colour["--quiet"]!, font: this.font, border: { show: false } };
    const length = () => Math.max(1, this.plot?.length ?? 1);
    return {
      width: 300,
      height: 100,
      padding: [8, () => Math.max(8, 4 + 3.6 * String(length()).length), () => (this.showsX() ? 0 : 6), 0],
      legend: { show: false },
      cursor: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      scales: {
        x: { time: false, range: () => [0, length()] },
        y: { range: () => [this.plot?.axis.low ?? 0, this.plot?.axis.high ?? 1] },
      },
      axes: [
        {
          ...common,
          size: () => (this.showsX() ? 22 : 0),
          gap: 4,
          grid: { show: false },
          ticks: { stroke: () => this.colour["--line"]!, width: 1, size: 4 },
          splits: () =>
            this.showsX() ? roundTicks(0, length(), Math.max(2, Math.floor(this.chart.width / 75)), 1) : [],
          values: (_, splits) => splits.map(tick),
        },
        {
          ...common,
          size: GUTTER,
          gap: 8,
          ticks: { show: false },
          grid: { stroke: () => this.colour["--line"]!, width: 1 },
          splits: () => this.plot?.axis.ticks ?? [],
          values: (_, splits) => splits.map((split) => this.plot!.label(split)),
        },
      ],
      series: [
        {},
        {
          stroke: () => "", // drawStep strokes it, in two parts
          pxAlign: 0,
          points: { show: false },
          paths: (...of) => {
            const paths = linear(...of);
            this.path = paths?.stroke as Path2D | null | undefined;
            return paths;
          },
        },
      ],
      hooks: { drawSeries: [() => this.drawFloor()], draw: [() => this.drawStep()] },
    };
  }

  /** The lowest there is: a dotted line, named where there is room beneath it. */
  private drawFloor(): void {
    const floor = this.plot?.floor ?? null;
    if (floor === null) return;
    const { ctx, bbox } = this.chart;
    const sharp = devicePixelRatio;
    const [right, bottom] = [bbox.left + bbox.width, bbox.top + bbox.height];
    const y = Math.round(this.chart.valToPos(floor, "y", true)) + 0.5;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = this.colour["--quiet"]!;
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
      ctx.fillText(`floor ${this.plot!.label(floor)}`, right - 2 * sharp, y + 4 * sharp);
    }
    ctx.restore();
  }

  private drawStep(): void {
    const { chart, plot, colour, step } = this;
    if (!plot) return;
    const { ctx, bbox } = chart;
    const sharp = devicePixelRatio;
    const [x, value] = [chart.valToPos(step, "x", true), plot.values[step] ?? null];
    ctx.save();
    ctx.lineJoin = "round";

    const last = plot.values.length - 1;
    // A thicket is drawn with lines of one pixel: wider ones take a browser that draws without a graphics card long.
    const thicket = this.travel * bbox.height > JAGGED * bbox.width;
    const stroke = (from: number, to: number, width: number, alpha: number) => {
      ctx.save();
      ctx.beginPath();
      ctx.rect(from, 0, to - from, ctx.canvas.height);
      ctx.clip();
      ctx.strokeStyle = colour[this.line]!;
      ctx.lineWidth = thicket ? 1 : width * sharp;
      ctx.globalAlpha = alpha;
      ctx.stroke(this.path!);
      ctx.restore();
    };
    if (this.path) {
      const margin = 2 * sharp;
      if (step < last) stroke(x, bbox.left + bbox.width + margin, 2, 0.36);
      stroke(bbox.left - margin, x, 2.25, 1);
    }

    const end = plot.values[last] ?? null;
    if (plot.thrown && last < plot.length && end !== null) {
      const [cx, cy, r] = [chart.valToPos(last, "x", true), chart.valToPos(end, "y", true), 4 * sharp];
      ctx.strokeStyle = colour["--thrown"]!;
      ctx.lineWidth = 2 * sharp;
      ctx.beginPath();
      ctx.moveTo(cx - r, cy - r);
      ctx.lineTo(cx + r, cy + r);
      ctx.moveTo(cx + r, cy - r);
      ctx.lineTo(cx - r, cy + r);
      ctx.stroke();
    }

    ctx.fillStyle = colour["--ink"]!;
    ctx.fillRect(Math.round(x - sharp / 2), bbox.top, Math.max(1, Math.round(sharp)), bbox.height);
    if (value !== null) {
      ctx.beginPath();
      ctx.arc(x, chart.valToPos(value, "y", true), 4.5 * sharp, 0, 7);
      ctx.fillStyle = colour[this.line]!;
      ctx.strokeStyle = colour["--panel"]!;
      ctx.lineWidth = 2 * sharp;
      ctx.stroke();
      ctx.fill();
    }
    ctx.restore();
  }

  private listen(seek: (step: number) => void): void {
    const { over } = this.chart;
    const at = (event: PointerEvent) => {
      if (!this.plot || (event.pointerType !== "mouse" && !event.buttons)) return;
      const x = event.clientX - over.getBoundingClientRect().left;
      const step = Math.round(this.chart.posToVal(x, "x"));
      const walked = Math.min(Math.max(step, 0), this.plot.values.length - 1);
      if (walked !== this.step) seek(walked);
    };
    over.addEventListener("pointerdown", (event) => {
      over.setPointerCapture(event.pointerId);
      at(event);
    });
    over.addEventListener("pointermove", at);
  }
}

const linear = uPlot.paths.linear!();

function travel(values: ArrayLike<number | null>): number {
  let sum = 0;
  for (let i = 1; i < values.length; i++) sum += Math.abs((values[i] ?? 0) - (values[i - 1] ?? 0));
  return sum;
}

export const chartsStyle = `${uPlotStyle}
.chart { display: flex; flex-direction: column; height: 100%; min-width: 0; font-variant-numeric: tabular-nums; }
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
`;
