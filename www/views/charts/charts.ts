import type { Kind } from "../../engine/loading";
import type { Recorded } from "../../engine/results";
import { rate, short } from "../../util/format";
import { Chart } from "./chart";
import { lossPlot, otherPlot, percentage, ratePlot } from "./plot";

export interface ChartsPicture {
  /** `colour` is the name of a CSS variable; "" where one hiker walks alone. */
  hikers: {
    name: string;
    colour: string;
    loss: Float64Array;
    lr: Float64Array;
    kind: Kind;
    scheduler: string;
  }[];
  chosen: number;
  step: number;
  changes: number[];
  length: number;
  unit: "step" | "epoch";
  floor: number | null;
  /** Losses of other runs. */
  pinned: Recorded[];
  log: boolean | null;
  metricName: string;
  /** Nothing after `step` is drawn or told. */
  veiled: boolean;
  /** What else was recorded, one array a hiker. */
  extra: { name: string; values: Float64Array[]; percent: boolean }[];
}

type Hosts = Record<"loss" | "rate" | "extra", HTMLElement>;
type Events = { seek(step: number): void; log(on: boolean): void };
type HikerLines = ChartsPicture["hikers"][number];

/** Loss and learning rate over the walk, and a chart for each thing else that was recorded. */
export class Charts {
  private loss: Chart;
  readonly rate: Chart;
  private extra = new Map<string, { chart: Chart; host: HTMLElement }>();
  private old: ChartsPicture | null = null;
  private toggle: HTMLElement;
  private buttons: HTMLButtonElement[];

  constructor(
    private hosts: Hosts,
    private events: Events,
  ) {
    this.loss = this.chart(hosts.loss);
    this.rate = this.chart(hosts.rate);
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
    const { hikers, chosen, step, length, unit, metricName, floor } = picture;
    const same = (...names: (keyof ChartsPicture)[]) =>
      old !== null && names.every((name) => old[name] === picture[name]);
    const sameLines = (...names: (keyof HikerLines)[]) =>
      old?.hikers.length === hikers.length &&
      hikers.every((hiker, i) => names.every((name) => hiker[name] === old.hikers[i]![name]));
    const told = same("length", "unit", "veiled") && sameLines("name", "scheduler");

    if (!same("length", "floor", "log", "pinned") || !sameLines("loss", "kind", "colour")) {
      const records = [...recorded(hikers, "loss", "--trail"), ...picture.pinned];
      const lost = lossPlot(records, picture.log, floor, length, loss.rows);
      loss.plot = lost.plot;
      this.showAxis(lost);
    }
    if (!same("length") || !sameLines("lr", "colour"))
      rates.plot = ratePlot(recorded(hikers, "lr", "--hiker"), length, rates.rows);
    if (!told || !same("metricName", "log") || !sameLines("loss")) {
      const axis = `${loss.plot!.log ? "logarithmic" : "linear"} axis`;
      loss.describe(`${describe(picture, metricName, (i) => hikers[i]!.loss, short)}, ${axis}`);
    }
    if (!told || !sameLines("lr"))
      rates.describe(
        hikers.length === 1
          ? `${describe(picture, "Learning rate", () => hikers[0]!.lr, rate)}, ${hikers[0]!.scheduler}`
          : describe(picture, "Learning rate", (i) => hikers[i]!.lr, rate),
      );
    if (!same("metricName")) loss.title.textContent = metricName;

    const { loss: losses, lr, scheduler } = hikers[chosen]!;
    const [now, current] = [losses[step], lr[step]];
    loss.readout.textContent = `${unit} ${step} of ${length}${now === undefined ? "" : ` · ${short(now)}`}`;
    rates.readout.textContent =
      scheduler === "constant" || current === undefined ? scheduler : `${scheduler} · ${rate(current)}`;
    loss.draw(picture);
    rates.draw(picture);
    this.showExtra(picture, told && sameLines("kind", "colour") ? old : null);
  }

  themeChanged(): void {
    for (const chart of this.all()) chart.themeChanged();
  }

  destroy(): void {
    for (const chart of this.all()) chart.destroy();
    for (const { host } of this.extra.values()) host.remove();
  }

  private all(): Chart[] {
    return [this.loss, this.rate, ...Array.from(this.extra.values(), ({ chart }) => chart)];
  }

  private chart(host: HTMLElement): Chart {
    return new Chart(
      host,
      (step) => this.events.seek(step),
      () => this.refresh(),
    );
  }

  /** The axes fit the charts' height, so a new height needs new ones. */
  private refresh(): void {
    const picture = this.old;
    if (!picture) return;
    this.old = null;
    this.show(picture);
  }

  private showAxis({ plot, positive }: ReturnType<typeof lossPlot>): void {
    this.buttons.forEach((button, i) => {
      button.ariaPressed = String(plot.log === (i === 0));
      button.disabled = !positive && i === 0;
    });
    this.toggle.title = positive
      ? ""
      : "A logarithmic axis needs losses above zero, and this walk reaches zero or less.";
  }

  /** `old` is given where only the values can be new. */
  private showExtra(picture: ChartsPicture, old: ChartsPicture | null): void {
    const { extra, hikers, chosen, step, length } = picture;
    for (const [name, { chart, host }] of this.extra) {
      if (extra.some((one) => one.name === name)) continue;
      chart.destroy();
      host.remove();
      this.extra.delete(name);
    }
    for (const { name, values, percent } of extra) {
      let at = this.extra.get(name);
      const before = at && old?.extra.find((one) => one.name === name);
      if (!at) {
        const host = document.createElement("div");
        host.className = "extra-chart";
        this.hosts.extra.append(host);
        at = { chart: this.chart(host), host };
        at.chart.title.textContent = name;
        this.extra.set(name, at);
      }
      const { chart } = at;
      const write = percent ? percentage : short;
      if (before?.percent !== percent || values.some((one, i) => one !== before.values[i])) {
        const records = recorded(hikers, "loss", "--trail").map((one, i) => ({ ...one, values: values[i]! }));
        chart.plot = otherPlot(records, percent, length, chart.rows);
        chart.describe(describe(picture, name, (i) => values[i]!, write));
      }
      const now = values[chosen]![step];
      chart.readout.textContent = now === undefined ? "" : write(now);
      chart.draw(picture);
    }
  }
}

export const recorded = (hikers: HikerLines[], name: "loss" | "lr", alone: string): Recorded[] =>
  hikers.map((hiker) => ({
    values: hiker[name],
    colour: hiker.colour || alone,
    thrown: hiker.kind === "diverged",
  }));

/** What a chart shows, in words: from where to where, of each hiker. */
function describe(
  { hikers, length, unit, veiled }: ChartsPicture,
  name: string,
  values: (hiker: number) => Float64Array,
  write: (x: number) => string,
): string {
  const over = `over ${length} ${unit}${length === 1 ? "" : "s"}`;
  const course = (i: number) => {
    const [first, last] = [values(i)[0], values(i).at(-1)];
    if (first === undefined || last === undefined) return "";
    if (veiled) return `from ${write(first)}, the rest still hidden,`;
    return first === last ? write(first) : `from ${write(first)} to ${write(last)}`;
  };
  if (hikers.length === 1) return `${name} ${course(0)} ${over}`;
  return `${name} of ${hikers.length} hikers ${over}: ${hikers.map((hiker, i) => `${hiker.name} ${course(i)}`).join("; ")}`;
}

export { chartStyle as chartsStyle } from "./chart";
