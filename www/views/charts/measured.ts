/** Charts of what else a walk records, one under another. */
import type { Result } from "../../engine/results";
import { lengthOf, unitOf } from "../../scene/length";
import { short } from "../../util/format";
import { sameParts } from "../../util/same-parts";
import { Chart } from "../shared/chart";
import type { Actions, Drawing, View, ViewState } from "../view";
import { otherPlot, percentage } from "./other-plot";
import { linesOf, momentOf, recorded } from "./walks";
import { chartsText } from "../../text/en/charts";

/** What was recorded, one array a hiker. */
export interface Measured {
  name: string;
  values: Float64Array[];
  percent: boolean;
}

interface Shown {
  host: HTMLElement;
  chart: Chart;
  plotted?: unknown[];
}

export class MeasuredCharts implements View {
  private charts = new Map<string, Shown>();
  private shown?: [Result, ViewState];

  constructor(
    private host: HTMLElement,
    private actions: Actions,
    private measured: (result: Result, state: ViewState) => Measured[],
  ) {
    host.classList.add("extra-host");
  }

  show(result: Result, state: ViewState): void {
    this.shown = [result, state];
    const measured = this.measured(result, state);
    for (const name of this.charts.keys()) if (!measured.some((one) => one.name === name)) this.remove(name);
    for (const { name, values, percent } of measured) {
      const shown = this.charts.get(name) ?? this.add(name);
      const { chart } = shown;
      const write = percent ? percentage : short;
      const plotted = [result, state.revealed, chart.rows];
      if (!sameParts(plotted, shown.plotted)) {
        shown.plotted = plotted;
        chart.plot = plotOf(result, values, percent, chart.rows);
        chart.describe(chartsText.lines(linesOf(result, state.revealed, name, values, write)));
      }
      const now = values[state.chosen]![state.step];
      chart.readout.textContent = now === undefined ? "" : write(now);
      chart.draw(momentOf(result, state));
    }
  }

  drawings(): Drawing[] {
    const [result, state] = this.shown!;
    return this.measured(result, state).map(({ name, values, percent }) => ({
      weight: 1,
      shapes: async (box, pen) => {
        const { chart, rows } = await import("../shared/chart-shapes");
        const plot = plotOf(result, values, percent, rows(box[3]));
        return chart(plot, name, unitOf(result.experiment), result.labels, momentOf(result, state), box, pen);
      },
    }));
  }

  themeChanged(): void {
    for (const { chart } of this.charts.values()) chart.themeChanged();
  }

  destroy(): void {
    for (const name of [...this.charts.keys()]) this.remove(name);
  }

  private add(name: string): Shown {
    const host = document.createElement("div");
    host.className = "extra-chart";
    this.host.append(host);
    const resized = () => this.shown && this.show(...this.shown);
    const chart = new Chart(host, this.actions.seek, resized);
    chart.title.textContent = name;
    const shown: Shown = { host, chart };
    this.charts.set(name, shown);
    return shown;
  }

  private remove(name: string): void {
    const { chart, host } = this.charts.get(name)!;
    chart.destroy();
    host.remove();
    this.charts.delete(name);
  }
}

const plotOf = (result: Result, values: Float64Array[], percent: boolean, rows: number) =>
  otherPlot(recorded(result, values, "--trail"), percent, lengthOf(result.experiment), rows);
