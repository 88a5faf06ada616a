/** The chart of losses, on an axis that a press makes logarithmic or linear. */
import type { Result } from "../../engine/results";
import { lengthOf, unitOf } from "../../scene/length";
import { short } from "../../util/format";
import { sameParts } from "../../util/same-parts";
import { Chart } from "../shared/chart";
import { lossPlot } from "../shared/plot";
import type { Actions, Drawing, View, ViewContext, ViewState } from "../view";
import { linesOf, momentOf, recorded } from "./walks";
import { chartsText } from "../../text/en/charts";

class LossChart implements View {
  private chart: Chart;
  private toggle = document.createElement("div");
  private buttons: HTMLButtonElement[];
  private shown?: [Result, ViewState];
  private plotted?: unknown[];
  private told?: unknown[];

  constructor(host: HTMLElement, actions: Actions) {
    const resized = () => this.shown && this.show(...this.shown);
    this.chart = new Chart(host, actions.seek, resized);
    this.chart.title.textContent = chartsText.loss;
    this.toggle.className = "toggle";
    this.toggle.role = "group";
    this.toggle.ariaLabel = chartsText.axisOfLoss;
    this.buttons = [true, false].map((on) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = on ? chartsText.logarithmic : chartsText.linear;
      button.addEventListener("click", () => actions.setLog(on));
      return button;
    });
    this.toggle.append(...this.buttons);
    this.chart.title.after(this.toggle);
  }

  show(result: Result, state: ViewState): void {
    this.shown = [result, state];
    const { chart } = this;
    const { experiment } = result;
    const { chosen, step, revealed, log, pinned } = state;
    const plotted = [result, log, pinned, chart.rows];
    if (!sameParts(plotted, this.plotted)) {
      this.plotted = plotted;
      this.plot(result, state);
    }
    const told = [result, log, revealed];
    if (!sameParts(told, this.told)) {
      this.told = told;
      const lines = linesOf(result, revealed, chartsText.loss, losses(result), short);
      const { linesOnLogarithmicAxis, linesOnLinearAxis } = chartsText;
      chart.describe(chart.plot!.log ? linesOnLogarithmicAxis(lines) : linesOnLinearAxis(lines));
    }
    const now = losses(result)[chosen]![step];
    const place = chartsText.placeOf({ step, length: lengthOf(experiment), unit: unitOf(experiment) });
    chart.readout.textContent = now === undefined ? place : `${place} · ${short(now)}`;
    chart.draw(momentOf(result, state));
  }

  private plot(result: Result, { log, pinned }: ViewState): void {
    const { chart } = this;
    const { plot, positive } = lossesOf(result, log, chart.rows, pinned);
    chart.plot = plot;
    this.buttons.forEach((button, i) => {
      button.ariaPressed = String(plot.log === (i === 0));
      button.disabled = !positive && i === 0;
    });
    this.toggle.title = positive ? "" : chartsText.noLogarithmicAxis;
  }

  drawings(): Drawing[] {
    const [result, state] = this.shown!;
    return [
      {
        weight: 2,
        shapes: async (box, pen) => {
          const { chart, rows } = await import("../shared/chart-shapes");
          const { plot } = lossesOf(result, state.log, rows(box[3]));
          return chart(
            plot,
            chartsText.loss,
            unitOf(result.experiment),
            result.labels,
            momentOf(result, state),
            box,
            pen,
          );
        },
      },
    ];
  }

  themeChanged(): void {
    this.chart.themeChanged();
  }

  destroy(): void {
    this.chart.destroy();
  }
}

const losses = ({ run }: Result): Float64Array[] => run.hikers.map(({ loss }) => loss);

const lossesOf = (result: Result, log: boolean | null, rows: number, pinned: ViewState["pinned"] = []) =>
  lossPlot(
    [...recorded(result, losses(result), "--trail"), ...pinned],
    log,
    result.landscape.floor,
    lengthOf(result.experiment),
    rows,
  );

export const make = (host: HTMLElement, { actions }: ViewContext): View => new LossChart(host, actions);
