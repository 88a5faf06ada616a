/** A small chart for each hiker, side by side on common axes. */
import type { Result } from "../../engine/results";
import { lengthOf, unitOf } from "../../scene/length";
import { short } from "../../util/format";
import { sameParts } from "../../util/same-parts";
import { Chart } from "../shared/chart";
import { HikerButton, hikerButtonStyle } from "../shared/hiker-button";
import { lossPlot } from "../shared/plot";
import type { Actions, View, ViewContext, ViewState } from "../view";
import { recorded } from "./walks";
import { chartsText } from "../../text/en/charts";
import { multiplesText } from "../../text/en/multiples";

interface Cell {
  root: HTMLElement;
  chart: Chart;
  button: HikerButton;
}

class Multiples implements View {
  private root = document.createElement("div");
  private cells: Cell[] = [];
  private shown?: [Result, ViewState];
  private plotted?: unknown[];

  constructor(
    host: HTMLElement,
    private actions: Actions,
  ) {
    this.root.className = "multiples";
    this.root.role = "group";
    host.append(this.root);
  }

  show(result: Result, state: ViewState): void {
    this.shown = [result, state];
    const { cells, root } = this;
    const { experiment, run, labels, colours, landscape } = result;
    const { chosen, step, revealed, log } = state;
    const [length, unit] = [lengthOf(experiment), unitOf(experiment)];
    // A line is fitted by squares, whose mean tells more than the loss with its penalty.
    const squares = "mse" in run.hikers[chosen]!.metrics;
    const name = squares ? chartsText.squares : chartsText.loss;
    const values = run.hikers.map(({ loss, metrics }) => (squares ? metrics.mse! : loss));
    while (cells.length < labels.length) cells.push(this.cell(cells.length));
    for (const { chart, root } of cells.splice(labels.length)) {
      chart.destroy();
      root.remove();
    }
    root.ariaLabel = multiplesText.ofEachHiker({ what: name });

    const rows = Math.min(...cells.map(({ chart }) => chart.rows));
    const plotted = [result, log, rows];
    if (!sameParts(plotted, this.plotted)) {
      this.plotted = plotted;
      const floor = squares ? null : landscape.floor;
      const { plot } = lossPlot(recorded(result, values, "--trail"), log, floor, length, rows);
      plot.lines.forEach((line, i) => (cells[i]!.chart.plot = { ...plot, lines: [line] }));
    }

    cells.forEach(({ chart, button }, i) => {
      const [own, label] = [values[i]!, labels[i]!];
      button.show(label, colours[i]!, i === chosen);
      const last = own.length - 1;
      const text = short(own[revealed ? last : Math.min(step, last)]!);
      if (chart.readout.textContent !== text) chart.readout.textContent = text;
      const line = { what: name, hiker: label, from: short(own[0]!), length, unit };
      chart.describe(
        revealed ? multiplesText.line({ ...line, to: text }) : multiplesText.lineWithRestHidden(line),
      );
      chart.draw({ step, chosen: 0, veiled: !revealed });
    });
  }

  themeChanged(): void {
    for (const { chart } of this.cells) chart.themeChanged();
  }

  destroy(): void {
    for (const { chart } of this.cells) chart.destroy();
    this.root.remove();
  }

  private cell(i: number): Cell {
    const root = document.createElement("div");
    this.root.append(root);
    const resized = () => this.shown && this.show(...this.shown);
    const chart = new Chart(root, this.actions.seek, resized);
    const button = new HikerButton(() => this.actions.choose(i));
    chart.title.append(button.root);
    return { root, chart, button };
  }
}

export const make = (host: HTMLElement, { actions }: ViewContext): View => new Multiples(host, actions);

export const sheet = new CSSStyleSheet();
sheet.replaceSync(
  `
.multiples { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr)); gap: 12px 18px; }
.multiples > div { height: 150px; min-width: 0; }
.multiples .chart .title { overflow: visible; }
` + hikerButtonStyle,
);
