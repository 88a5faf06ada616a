/** The chart of learning rates, with handles where a schedule's curve can be dragged. */
import type { Result, Results } from "../../engine/results";
import { lengthOf, unitOf } from "../../scene/length";
import type { ShownHiker } from "../../scene/shown-scene";
import { rate } from "../../util/format";
import { sameParts } from "../../util/same-parts";
import { adopt } from "../shared/adopt";
import { Chart } from "../shared/chart";
import { ratePlot } from "../shared/plot";
import type { Actions, Drawing, View, ViewContext, ViewState } from "../view";
import type { Handles } from "./handles";
import { linesOf, momentOf, recorded } from "./walks";
import { chartsText } from "../../text/en/charts";
import { loadingText } from "../../text/en/loading";

class RateChart implements View {
  private chart: Chart;
  private handles?: Handles;
  private handlesComing?: Promise<void>;
  private shown?: [Result, ViewState];
  private plotted?: unknown[];
  private told?: unknown[];

  constructor(
    private host: HTMLElement,
    private results: Results,
    private actions: Actions,
  ) {
    const resized = () => this.shown && this.show(...this.shown);
    this.chart = new Chart(host, actions.seek, resized);
    this.chart.title.textContent = chartsText.learningRate;
  }

  show(result: Result, state: ViewState): void {
    this.shown = [result, state];
    const { chart } = this;
    const { hikers } = result.experiment;
    const { chosen, step, revealed } = state;
    this.host.classList.toggle(
      "constant",
      hikers.every(({ scheduler, changes }) => !scheduler && !changes),
    );
    const plotted = [result, chart.rows];
    if (!sameParts(plotted, this.plotted)) {
      this.plotted = plotted;
      chart.plot = ratesOf(result, chart.rows);
    }
    const told = [result, revealed];
    if (!sameParts(told, this.told)) {
      this.told = told;
      const lines = linesOf(result, revealed, chartsText.learningRate, rates(result), rate);
      chart.describe(
        hikers.length === 1
          ? chartsText.linesOfSchedule({ ...lines, schedule: scheduleOf(hikers[0]!) })
          : chartsText.lines(lines),
      );
    }
    const schedule = scheduleOf(hikers[chosen]!);
    const used = rates(result)[chosen]!;
    const now = used[Math.min(step, used.length - 1)];
    chart.readout.textContent =
      schedule === "constant" || now === undefined ? schedule : `${schedule} · ${rate(now)}`;
    chart.draw(momentOf(result, state));
    this.showHandles(result, state);
  }

  private showHandles({ experiment }: Result, { chosen, revealed, isLocked }: ViewState): void {
    const handles = this.results.handles(chosen, this.actions.changed);
    if (handles.length && !this.handles) {
      this.handlesComing ??= import("./handles").then(
        ({ Handles, sheet }) => {
          adopt(this.host, sheet);
          this.handles = new Handles(this.chart, this.actions.dragHandle);
          this.actions.changed();
        },
        (fault: Error) => this.actions.failed(loadingText.partOfFigureNotLoaded({ why: fault.message })),
      );
    }
    this.handles?.show({
      handles,
      length: lengthOf(experiment),
      unit: unitOf(experiment),
      // Handles would give the schedule away before the walk is over.
      disabled: isLocked("scheduler") || !revealed,
    });
  }

  drawings(): Drawing[] {
    const [result, state] = this.shown!;
    return [
      {
        weight: 1,
        shapes: async (box, pen) => {
          const { chart, rows } = await import("../shared/chart-shapes");
          const plot = ratesOf(result, rows(box[3]));
          const unit = unitOf(result.experiment);
          return chart(plot, chartsText.learningRate, unit, result.labels, momentOf(result, state), box, pen);
        },
      },
    ];
  }

  themeChanged(): void {
    this.chart.themeChanged();
  }

  destroy(): void {
    this.handles?.destroy();
    this.chart.destroy();
  }
}

/** What makes the rates along the walk. */
const scheduleOf = ({ scheduler, changes }: ShownHiker): string =>
  scheduler?.name ?? (changes ? chartsText.changedByHand : "constant");

/** Of each hiker the rates of its updates: what a schedule would go on with after the last is none. */
const rates = ({ run, experiment }: Result): Float64Array[] =>
  run.hikers.map(({ lr }) => lr.subarray(0, lengthOf(experiment)));

const ratesOf = (result: Result, rows: number) =>
  ratePlot(recorded(result, rates(result), "--hiker"), lengthOf(result.experiment), rows);

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new RateChart(host, results, actions);
