import type { Kind } from "../../engine/loading";
import { short } from "../../util/format";
import { Chart } from "./chart";
import { HikerButton } from "../../controls/hiker-button";
import type { Recorded } from "../../engine/results";
import { lossPlot } from "./plot";

export interface MultiplesPicture {
  hikers: { name: string; colour: string; values: Float64Array; kind: Kind }[];
  chosen: number;
  step: number;
  length: number;
  unit: "step" | "epoch";
  floor: number | null;
  log: boolean | null;
  metricName: string;
  /** Nothing after `step` is drawn or told. */
  veiled: boolean;
}

interface Cell {
  root: HTMLElement;
  chart: Chart;
  button: HikerButton;
}

/** A small chart for each hiker, side by side on common axes. */
export class Multiples {
  private root = document.createElement("div");
  private cells: Cell[] = [];
  private old: MultiplesPicture | null = null;

  constructor(
    host: HTMLElement,
    private events: { choose(i: number): void; seek(step: number): void },
  ) {
    this.root.className = "multiples";
    this.root.role = "group";
    host.append(this.root);
  }

  show(picture: MultiplesPicture): void {
    const { old, cells, root } = this;
    this.old = picture;
    const { hikers, chosen, step, length, unit, floor, log, metricName, veiled } = picture;
    while (cells.length < hikers.length) cells.push(this.cell(cells.length));
    for (const { chart, root } of cells.splice(hikers.length)) {
      chart.destroy();
      root.remove();
    }

    const same = (...names: (keyof MultiplesPicture)[]) =>
      old !== null && names.every((name) => old[name] === picture[name]);
    const sameLines =
      old?.hikers.length === hikers.length &&
      hikers.every(({ values, kind, colour }, i) => {
        const before = old.hikers[i]!;
        return values === before.values && kind === before.kind && colour === before.colour;
      });
    if (!sameLines || !same("length", "floor", "log")) {
      const rows = Math.min(...cells.map(({ chart }) => chart.rows));
      const records = hikers.map(({ values, colour, kind }): Recorded => ({
        values,
        colour,
        thrown: kind === "diverged",
      }));
      const { plot } = lossPlot(records, log, floor, length, rows);
      plot.lines.forEach((line, i) => (cells[i]!.chart.plot = { ...plot, lines: [line] }));
    }
    if (!same("metricName")) root.ariaLabel = `${metricName} of each hiker`;

    cells.forEach(({ chart, button }, i) => {
      const hiker = hikers[i]!;
      button.show(hiker.name, hiker.colour, i === chosen);
      const last = hiker.values.length - 1;
      const told = hiker.values[veiled ? Math.min(step, last) : last]!;
      const text = short(told);
      if (chart.readout.textContent !== text) chart.readout.textContent = text;
      const rest = veiled ? "the rest still hidden" : `to ${text}`;
      chart.describe(
        `${metricName} of ${hiker.name} from ${short(hiker.values[0]!)}, ${rest}, over ${length} ${unit}s`,
      );
      chart.draw({ step, chosen: 0, veiled });
    });
  }

  themeChanged(): void {
    for (const { chart } of this.cells) chart.themeChanged();
  }

  destroy(): void {
    for (const { chart } of this.cells) chart.destroy();
    this.root.remove();
  }

  /** The axes fit the charts' height, so a new height needs new ones. */
  private refresh(): void {
    const picture = this.old;
    if (!picture) return;
    this.old = null;
    this.show(picture);
  }

  private cell(i: number): Cell {
    const root = document.createElement("div");
    this.root.append(root);
    const chart = new Chart(
      root,
      (step) => this.events.seek(step),
      () => this.refresh(),
    );
    const button = new HikerButton(() => this.events.choose(i));
    chart.title.append(button.root);
    return { root, chart, button };
  }
}

export const multiplesStyle = `
.multiples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr)); gap: 12px 18px; }
.multiples > div { height: 150px; min-width: 0; }
.multiples .chart .title { overflow: visible; }
`;
