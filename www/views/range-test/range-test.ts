/** The rate finder: the learning-rate range test beside what whole walks do, so that one sees where it misleads. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Result, Results } from "../../engine/results";
import { JobQueue } from "../../engine/queue";
import { settings } from "../../scene/changes";
import { copy, same } from "../../scene/copy";
import type { ShownExperiment } from "../../scene/shown-scene";
import type { Actions, View, ViewContext, ViewState } from "../view";
import type { Kind, RangeTest, Strip } from "../../engine/loading";
import { rate as written, short } from "../../util/format";
import { Chart, GUTTER } from "../shared/chart";
import { lossPlot } from "../shared/plot";
import { along, INSET, Painter, SCALE } from "../shared/strip";
import { rangeTestText } from "../../text/en/range-test";
import { verdictsText } from "../../text/en/verdicts";
import type { Unit } from "../../text/unit";
import { marked } from "../../util/marked";

const UPDATES = 200; // of a test
const TRACK = 52; // height of the track of whole walks

interface Asked {
  of: ShownExperiment;
  low: number;
  high: number;
}

class FinderView implements View {
  private state!: ViewState;
  private test?: RangeTest;
  private asked?: Asked;
  private chart?: Chart;
  private drawn: unknown[] = [];
  private painter?: Painter;
  private width = 0;
  private size = new ResizeObserver(() => this.resized());
  private testing = new JobQueue(
    "rangeTest",
    (test) => {
      this.test = test;
      this.actions.changed();
    },
    (fault) => this.actions.failed(fault),
    () => this.actions.changed(),
  );

  constructor(
    private host: HTMLElement,
    private results: Results,
    private actions: Actions,
  ) {}

  show(_: Result, state: ViewState): void {
    this.state = state;
    this.ask();
    render(this.template(), this.host);
    this.draw();
  }

  themeChanged(): void {
    this.chart?.themeChanged();
    this.painter?.themeChanged();
    this.drawn = [];
    this.draw();
  }

  destroy(): void {
    this.size.disconnect();
    this.testing.destroy();
    this.chart?.destroy();
  }

  /** Over the rates of the slider, once those are known; another rate of the hiker's is no other test. */
  private ask(): void {
    const { result, range, strip, stale } = this.results;
    if (!strip || stale) return;
    const { experiment } = result!;
    const hiker = copy(experiment.hikers[this.state.chosen]!);
    settings(hiker).optimizer.lr = range.low;
    const of = { ...experiment, hikers: [hiker] };
    const asked = { of, ...range };
    if (same(asked, this.asked)) return;
    this.asked = asked;
    this.test = undefined;
    this.testing.ask({ experiment: of, args: [range.low, range.high, UPDATES] });
  }

  private template(): TemplateResult {
    const { test, state } = this;
    const { strip, range } = this.results;
    const told = state.revealed && test && strip;
    return html`<section class="finder" aria-label=${rangeTestText.rateFinder}>
      <header>
        <h3>${rangeTestText.rateFinder}</h3>
        <p>
          ${rangeTestText.whatItDoes({ updates: UPDATES, low: written(range.low), high: written(range.high) })}
        </p>
      </header>
      <p class="waits" ?hidden=${told}>${state.revealed ? rangeTestText.walking : verdictsText.notOverYet}</p>
      <div class="axes" ?hidden=${!told}>
        <div class="chart-place"></div>
        <div class="track"><canvas role="img"></canvas></div>
        <canvas class="scale" aria-hidden="true"></canvas>
        <i class="mark suggested" aria-hidden="true"><span>${rangeTestText.suggested}</span></i>
        <i class="mark swept" aria-hidden="true"><span>${rangeTestText.bestOfWalks}</span></i>
      </div>
      ${told ? this.words(test, strip) : nothing}
    </section>`;
  }

  private words(test: RangeTest, strip: Strip): TemplateResult {
    const { suggested, stop, outcome } = test;
    const best = strip.presets.justRight;
    const unit = this.results.result!.experiment.epochs === undefined ? "step" : "epoch";
    const go = (rate: number, text: string) =>
      html`<button
        type="button"
        ?disabled=${this.state.isLocked("lr")}
        @click=${() => this.actions.setRate(rate)}
      >
        ${text}
      </button>`;
    const found = suggested === null ? rangeTestText.suggestsNothing : suggests(suggested, outcome!, unit);
    return html`<div class="findings">
        <p role="status">
          ${marked(found)} ${suggested === null ? nothing : leads(suggested, outcome!.kind, strip)}
          ${
            strip.band
              ? rangeTestText.walksThatArrive({ ...ends(strip.band), best: written(best) })
              : rangeTestText.noWalkArrives({ best: written(best) })
          }
        </p>
        <div class="row">
          ${suggested === null ? nothing : go(suggested, rangeTestText.goToSuggested({ rate: written(suggested) }))}
          ${go(best, rangeTestText.goToBest({ rate: written(best) }))}
        </div>
      </div>
      <p class="how">${rangeTestText.how({ stop: stop === null ? null : written(stop) })}</p>`;
  }

  private draw(): void {
    const { test } = this;
    const { strip, range, result } = this.results;
    if (!test || !strip || !this.state.revealed) return;
    this.chart ??= this.makeChart();
    const { chart, painter, width } = this;
    const now = [test, strip, chart.rows, width];
    if (now.length === this.drawn.length && now.every((part, i) => part === this.drawn[i])) return;
    this.drawn = now;
    const colour = result!.colours[this.state.chosen] || "--trail";
    const line = { colour, thrown: false };
    const { plot } = lossPlot([{ ...line, values: test.smooth }, { colour: "--quiet", values: test.loss, thrown: true, pinned: true }], false, null, UPDATES, chart.rows); // prettier-ignore
    const at = test.lr.map(Math.log10);
    const across = { low: Math.log10(range.low), high: Math.log10(range.high), labelled: false };
    chart.plot = { ...plot, lines: plot.lines.map((line) => ({ ...line, at })), across };
    const { lr, smooth } = test;
    chart.describe(
      rangeTestText.curve({
        first: { loss: short(smooth[0]!), rate: written(lr[0]!) },
        lowest: short(Math.min(...smooth)),
        last: { loss: short(smooth.at(-1)!), rate: written(lr.at(-1)!) },
      }),
    );
    chart.draw({ step: Infinity, chosen: 0, veiled: false });
    if (!width) return;
    const find = <T extends HTMLElement>(selector: string) => this.host.querySelector<T>(selector)!;
    const track = find<HTMLCanvasElement>(".track canvas");
    const reach = width - (GUTTER - INSET);
    painter!.paintStrip(track, reach, TRACK, range, strip);
    painter!.paintScale(find<HTMLCanvasElement>(".scale"), reach, range);
    track.ariaLabel = strip.band ? rangeTestText.track(ends(strip.band)) : rangeTestText.trackWithoutBand;
    const best = strip.presets.justRight;
    for (const [name, rate] of [
      ["suggested", test.suggested],
      ["swept", best],
    ] as const) {
      // prettier-ignore
      const mark = find(`.mark.${name}`);
      mark.hidden = rate === null;
      if (rate === null) continue;
      const x = GUTTER - INSET + along(range, reach, rate);
      mark.style.transform = `translateX(${x}px)`;
      mark.classList.toggle("left", x > width / 2);
    }
  }

  private makeChart(): Chart {
    const axes = this.host.querySelector<HTMLElement>(".axes")!;
    const chart = new Chart(
      axes.querySelector(".chart-place")!,
      () => {},
      () => this.draw(),
    );
    chart.title.textContent = rangeTestText.lossByRate;
    chart.readout.textContent = rangeTestText.linesAre;
    this.painter = new Painter(axes);
    this.size.observe(axes);
    this.width = axes.clientWidth;
    return chart;
  }

  private resized(): void {
    this.width = this.host.querySelector(".axes")!.clientWidth;
    this.draw();
  }
}

const ends = ([low, high]: [number, number]) => ({ low: written(low), high: written(high) });

function suggests(suggested: number, { kind, step }: NonNullable<RangeTest["outcome"]>, unit: Unit): string {
  const said = { rate: written(suggested), verdict: kind };
  return step === null
    ? rangeTestText.suggests(said)
    : rangeTestText.suggestsUntil({ ...said, at: step, unit });
}

/** Whether the test leads where whole walks arrive. */
function leads(suggested: number, kind: Kind, { band }: Strip) {
  if (kind === "converged") return rangeTestText.leadsWell;
  if (!band) return nothing;
  return marked(suggested < band[0] ? rangeTestText.liesBelow : rangeTestText.liesAbove);
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new FinderView(host, results, actions);

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.finder { display: flex; flex-direction: column; gap: 10px; font-size: 14px; }
.finder header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 14px; }
.finder h3 { margin: 0; font-size: 17px; font-weight: 600; }
.finder p { margin: 0; max-width: 110ch; }
.finder :is(.waits, .how) { color: var(--quiet); }
.finder .how { font-size: 13px; line-height: 1.4; }
.finder .axes { position: relative; overflow-x: clip; }
.finder .chart-place { height: 220px; }
.finder .u-over { cursor: default; }
.finder .track, .finder .scale { display: block; margin-left: ${GUTTER - INSET}px; width: calc(100% - ${GUTTER - INSET}px); }
.finder canvas { display: block; width: 100%; }
.finder .track canvas { height: ${TRACK}px; border-radius: 4px; box-shadow: 0 0 0 1px var(--line); }
.finder .scale { height: ${SCALE}px; margin-top: 2px; }
.finder .mark { position: absolute; z-index: 1; left: -1px; top: 26px; bottom: ${SCALE}px; width: 0; border-left: 2px solid var(--ink); pointer-events: none; font-style: normal; }
.finder .mark.suggested { border-left-style: dashed; }
.finder .mark span { position: absolute; top: 0; left: 4px; padding: 0 4px; border-radius: 3px; background: var(--paper); font-size: 13px; white-space: nowrap; }
.finder .mark.swept span { top: 22px; }
.finder .mark.left span { left: auto; right: 6px; }
.finder .findings { display: flex; flex-direction: column; gap: 10px; font-size: 15px; }
.finder .row { display: flex; flex-wrap: wrap; gap: 6px; }
`);
