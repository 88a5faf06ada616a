/** How sharply the ground bends along the chosen hiker's walk, beside what its rate can bear: the edge of stability. */
import { NO_WAIT } from "../../engine/results";
import type { Result } from "../../engine/results";
import { settings } from "../../scene/changes";
import type { Actions, View, ViewContext, ViewState } from "../view";
import { momentOf } from "./walks";
import { lengthOf, unitOf } from "../../scene/length";
import { engine, wholeEngine, type Run, type Sharpness } from "../../engine/loading";
import type { ShownExperiment } from "../../scene/shown-scene";
import { logAxis, roundAxis, short, tick } from "../../util/format";
import { Latest } from "../../engine/latest";
import { Chart } from "../shared/chart";
import type { Plot } from "../shared/plot";
import { sharpnessText } from "../../text/en/sharpness";
import type { Unit } from "../../text/unit";

const LOG_HELPS = 30; // from this ratio of the largest curvature to the smallest on
const ABOVE = 4; // times the largest curvature: what is shown of a rate that could bear more

class SharpnessView implements View {
  private chart: Chart;
  private note = document.createElement("p");
  private legend: [curve: HTMLElement, limit: HTMLElement];
  private later: Latest<"sharpness">;
  private known?: { run: Run; chosen: number; read: Sharpness };
  private plotted?: unknown[];

  constructor(host: HTMLElement, actions: Actions) {
    const frame = document.createElement("div");
    this.note.className = "sharpness-note";
    host.append(frame, this.note);
    this.chart = new Chart(frame, actions.seek, actions.changed);
    this.chart.title.textContent = sharpnessText.sharpness;
    this.legend = [0, 1].map((i) => {
      const part = document.createElement("span");
      part.className = i ? "key dashed" : "key";
      return part;
    }) as [HTMLElement, HTMLElement];
    this.chart.readout.append(...this.legend);
    this.later = new Latest("sharpness", actions.changed, actions.failed);
  }

  show(result: Result, state: ViewState): void {
    const { experiment, run, colours } = result;
    const { chosen, step, revealed } = state;
    const colour = colours[chosen] || "--trail";
    const read = this.read(result, chosen);
    if (!read) {
      this.note.textContent = sharpnessText.beingRead;
      return;
    }
    const [length, unit] = [lengthOf(experiment), unitOf(experiment)];
    const { chart } = this;
    const drawn = [read, colour, length, chart.rows];
    if (drawn.some((part, i) => part !== this.plotted?.[i]))
      chart.plot = plotOf(read, colour, length, chart.rows);
    this.plotted = drawn;
    const at = Math.max(0, read.records.filter((record) => record <= step).length - 1);
    const [lambda, most] = [read.lambda[at]!, read.bearable[Math.min(step, read.bearable.length - 1)]!];
    this.legend[0].style.setProperty("--key", `var(${colour})`);
    this.legend[0].textContent = sharpnessText.largestCurvature({ curvature: short(lambda) });
    this.legend[1].hidden = read.formula === null;
    this.legend[1].textContent = `${read.formula} ${Number.isFinite(most) ? short(most) : "—"}`;
    this.note.textContent = read.formula ? sharpnessText.growsAboveLimit : silence(experiment, chosen);
    chart.describe(inWords(read, unit, length, revealed));
    chart.draw({ ...momentOf(result, state), chosen: 0 });
    this.known = { run, chosen, read };
  }

  /** At once on a surface, where the whole engine is there; else when it has come. */
  private read({ experiment, run, large, landscape }: Result, chosen: number): Sharpness | undefined {
    if (this.known?.run === run && this.known.chosen === chosen) return this.known.read;
    const whole = wholeEngine();
    if (whole && !large && landscape.dim === 2 && engine.work(experiment) <= NO_WAIT)
      return whole.sharpness(experiment, chosen);
    return this.later.ask([run, chosen], { experiment, args: [chosen] });
  }

  themeChanged(): void {
    this.chart.themeChanged();
  }

  destroy(): void {
    this.later.destroy();
    this.chart.destroy();
    this.note.remove();
  }
}

function silence({ hikers }: ShownExperiment, chosen: number): string {
  const { optimizer, batch_size } = settings(hikers[chosen]!);
  return batch_size === undefined
    ? sharpnessText.noLimitOf({ optimizer: optimizer.name })
    : sharpnessText.noLimitInBatches;
}

function plotOf(
  { records, lambda, bearable }: Sharpness,
  colour: string,
  length: number,
  rows: number,
): Plot {
  const read = lambda.filter(Number.isFinite);
  const [least, most] = [Math.min(...read), Math.max(...read)];
  const limits = bearable.filter((one) => Number.isFinite(one) && one > 0);
  const [low, high] = [
    Math.min(least, ...limits),
    Math.max(most, Math.min(ABOVE * Math.abs(most), Math.max(...limits, 0))),
  ];
  const log = low > 0 && high / low > LOG_HELPS;
  const axis = log ? logAxis(low, high, rows) : roundAxis(Math.min(0, low), high, rows);
  const room = 0.1 * (high - low); // beneath a little less than zero, not a whole step of a low chart
  if (!log && axis.low < low - room) {
    axis.low = Math.min(0, low) - room;
    axis.ticks = axis.ticks.filter((one) => one >= axis.low);
  }
  const scaled = log ? Math.log10 : (x: number) => x;
  const roof = axis.high + 9 * (axis.high - axis.low); // a canvas draws nothing of a line to 1e300
  const height = (x: number) => (Number.isFinite(x) && !(log && x <= 0) ? scaled(Math.min(x, roof)) : null);
  // Between two readings there is nothing to tell, and no gap either.
  const curve: (number | null | undefined)[] = Array.from({ length: bearable.length });
  records.forEach((record, i) => (curve[record] = height(lambda[i]!)));
  const lines = [
    { values: curve, colour, thrown: null },
    { values: Array.from(bearable, height), colour: "--ink", thrown: null, dashed: true },
  ];
  const scale = { low: scaled(axis.low), high: scaled(axis.high), ticks: axis.ticks.map(scaled) };
  const label = (x: number) => tick(log ? Number((10 ** x).toPrecision(6)) : x);
  return { lines, log, axis: scale, label, floor: null, length, held: false };
}

function inWords(
  { lambda, bearable, formula }: Sharpness,
  unit: Unit,
  length: number,
  revealed: boolean,
): string {
  const course = (values: Float64Array) => ({
    from: short(values[0]!),
    to: revealed ? short(values.at(-1)!) : undefined,
  });
  const shown = { sharpness: course(lambda), length, unit };
  return formula === null
    ? sharpnessText.curve(shown)
    : sharpnessText.curveAndLimit({ ...shown, formula, limit: course(bearable) });
}

export const make = (host: HTMLElement, { actions }: ViewContext): View => new SharpnessView(host, actions);

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.sharpness-host { display: flex; flex-direction: column; min-width: 0; height: 176px; }
.sharpness-host > div { flex: 1; min-height: 0; }
.sharpness-note { margin: 0; color: var(--quiet); font-size: 13px; }
.chart .key { margin-left: 12px; }
.chart .key::before {
  content: "";
  display: inline-block;
  width: 22px;
  margin-right: 6px;
  vertical-align: 4px;
  border-top: 3px solid var(--key);
}
.chart .key.dashed::before { border-top: 2px dashed var(--ink); }
`);
