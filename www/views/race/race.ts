/** The race: up to eight hikers, compared at equal budgets of evaluations; here they come and go. */
import { html, nothing, render, type TemplateResult } from "lit";
import type uPlot from "uplot";
import type { Results, Result } from "../../engine/results";
import { JobQueue } from "../../engine/queue";
import { rateOf, settings } from "../../scene/changes";
import { initially } from "../../scene/initially";
import { optionOf } from "../../util/option";
import { namesBesideRates } from "../../scene/names";
import { copy, same } from "../../scene/copy";
import { optionsOf } from "../../scene/options";
import type { ShownExperiment } from "../../scene/shown-scene";
import type { Actions, View, ViewContext, ViewState } from "../view";
import { catalogue, loadWhole } from "../../engine/loading";
import type { Hiker, Race, RaceRow, Strip } from "../../engine/loading";
import { rate as written, short } from "../../util/format";
import { Chart } from "../shared/chart";
import { lossPlot, type Line } from "../shared/plot";
import { raceText } from "../../text/en/race";
import type { Unit } from "../../text/unit";

const MOST = 8; // as many as have colours
const SWEPT = 100; // rates tried for each hiker
const LABEL = 7.5; // half the height of a place on the chart

/** What the best rate of a hiker depends on. */
const apartFromRate = (experiment: ShownExperiment): ShownExperiment => {
  const hiker = copy(experiment.hikers[0]!);
  settings(hiker).optimizer.lr = 0;
  return { ...experiment, hikers: [hiker] };
};

class RaceView implements View {
  private chart?: Chart;
  private drawn?: Result; // what the chart shows
  private state!: ViewState;
  /** What sweeps have found, and of what. */
  private found: { of: ShownExperiment; strip: Strip }[] = [];
  private sought: ShownExperiment[] = []; // of each hiker
  private asked?: ShownExperiment;
  private tries = true; // unless trying was cancelled
  private wish = false; // to go to the best rates, once they are known
  private sweeping = new JobQueue(
    "strip",
    ({ strip }, done) => {
      if (!done) return;
      this.found.push({ of: this.asked!, strip });
      this.asked = undefined;
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

  show(result: Result, state: ViewState): void {
    this.state = state;
    if (!result.race) void loadWhole().then(() => this.results.result === result && this.actions.rerun());
    else this.seek(result, result.race);
    render(this.template(result), this.host);
    this.draw(result);
  }

  themeChanged(): void {
    this.chart?.themeChanged();
  }

  destroy(): void {
    this.sweeping.destroy();
    this.chart?.destroy();
  }

  /** The best rates, one hiker after the other: what is known of another race's is forgotten. */
  private seek({ experiment, run }: Result, { rows }: Race): void {
    const length = experiment.steps === undefined ? "epochs" : "steps";
    this.sought = run.hikers.map((_, i) =>
      apartFromRate({ ...experiment, [length]: rows[i]!.records, hikers: [experiment.hikers[i]!] }),
    );
    this.found = this.found.filter(({ of }) => this.sought.some((sought) => same(of, sought)));
    if (this.asked && !this.sought.some((sought) => same(sought, this.asked))) {
      this.sweeping.forget();
      this.asked = undefined;
    }
    const next = this.sought.findIndex((_, i) => !this.strip(i));
    if (next < 0 && this.wish) {
      this.wish = false;
      queueMicrotask(() => this.goToBest());
    }
    if (next < 0 || this.asked || !this.tries) return;
    this.asked = this.sought[next];
    const hiker = experiment.hikers[next]!;
    this.sweeping.ask({
      experiment: { ...this.asked!, hikers: [hiker] },
      range: null,
      counts: [SWEPT],
    });
  }

  private strip(i: number): Strip | undefined {
    return this.found.find(({ of }) => same(of, this.sought[i]))?.strip;
  }

  private goToBest(): void {
    const best = this.sought.map((_, i) => this.strip(i)!.presets.justRight);
    this.actions.editHikers(({ hikers }) =>
      hikers.forEach((hiker, i) => (settings(hiker).optimizer.lr = best[i])),
    );
  }

  private cancel(): void {
    this.sweeping.forget();
    this.asked = undefined;
    this.tries = this.wish = false;
    this.actions.changed();
  }

  private template(result: Result): TemplateResult {
    const { race, experiment } = result;
    const told = race && this.state.revealed;
    return html`<section class="race" aria-label=${raceText.race}>
      <header>
        <h3>${raceText.race}</h3>
        <p class="outcome" role="status">${told ? this.outcome(result, race) : raceText.notOver}</p>
      </header>
      <div class="row">${this.crew(experiment)} ${this.rates(experiment)}</div>
      <div class="sides">
        <div class="table">${this.table(result, race)}</div>
        <div class="chart-place"></div>
        <ul class="rules" aria-label=${raceText.rulesOfRace}>
          ${raceText.rules.map((rule) => html`<li>${rule}</li>`)}
        </ul>
      </div>
    </section>`;
  }

  private outcome({ labels, experiment }: Result, race: Race): string {
    const first = race.order[0]!;
    const { end, record, evaluations } = race.rows[first]!;
    if (labels.length === 1) return raceText.walksAlone;
    if (end === "thrown_out") return raceText.allThrownOut;
    if (end === "on_the_way")
      return raceText.nobodyArrives({
        budget: evaluated(race.budget),
        furthest: labels[first]!,
        loss: short(race.rows[first]!.loss),
      });
    const winners = race.order.filter((i) => isWinner(race, i)).map((i) => labels[i]!);
    const unit = experiment.epochs === undefined ? "step" : "epoch";
    const after = evaluated(evaluations!);
    return winners.length > 1
      ? raceText.arriveTogether({ winners, after })
      : raceText.wins({ winner: winners[0]!, after, at: record!, unit });
  }

  private add(optimizer: string): void {
    const { hikers } = this.results.result!.experiment;
    const entry = catalogue().optimizers.find(({ name }) => name === optimizer)!;
    const options = optionsOf(hikers[this.state.chosen]!);
    const hiker: Hiker = { ...options, optimizer: initially(entry, catalogue()) };
    this.actions.editHikers((experiment) => experiment.hikers.push(hiker), hikers.length);
  }

  /** Who is there: a row to add, double and remove. */
  private crew({ hikers }: ShownExperiment): TemplateResult {
    const { chosen, isLocked } = this.state;
    const locked = isLocked("optimizer");
    const { unfit } = this.results.result!.landscape;
    const full = hikers.length >= MOST;
    const add = (event: Event) => {
      const menu = event.target as HTMLSelectElement;
      const name = menu.value;
      menu.value = "";
      // The opening engine does not tell what most of them start with.
      loadWhole().then(
        () => this.add(name),
        (fault: Error) => this.actions.failed(fault.message),
      );
    };
    const double = () =>
      this.actions.editHikers(
        (experiment) => experiment.hikers.splice(chosen + 1, 0, structuredClone(experiment.hikers[chosen]!)),
        chosen + 1,
      );
    const remove = () =>
      this.actions.editHikers(
        (experiment) => experiment.hikers.splice(chosen, 1),
        Math.min(chosen, hikers.length - 2),
      );
    const why = full ? raceText.mostHikers({ most: MOST }) : "";
    return html`<div class="crew" role="group" aria-label=${raceText.hikersOfRace}>
      <select aria-label=${raceText.addHiker} title=${why} ?disabled=${locked || full} @change=${add}>
        <option value="" selected>${raceText.addHikerMenu}</option>
        ${catalogue().optimizers.map(({ name }) => optionOf(name, unfit))}
      </select>
      <button type="button" title=${why} ?disabled=${locked || full} @click=${double}>
        ${raceText.duplicate}
      </button>
      <button type="button" ?disabled=${locked || hikers.length === 1} @click=${remove}>
        ${raceText.remove}
      </button>
    </div>`;
  }

  private rates({ hikers }: ShownExperiment): TemplateResult {
    const { chosen, isLocked } = this.state;
    const locked = isLocked("lr");
    const rate = rateOf(hikers[chosen]!);
    const equal = hikers.every((hiker) => rateOf(hiker) === rate);
    const best = hikers.every((hiker, i) => rateOf(hiker) === this.strip(i)?.presets.justRight);
    const all = () =>
      this.actions.editHikers((experiment) =>
        experiment.hikers.forEach((hiker) => (settings(hiker).optimizer.lr = rate)),
      );
    const each = () => {
      this.wish = this.tries = true;
      this.actions.changed();
    };
    const waits = this.asked && this.sweeping.isLong;
    return html`<div class="rates" role="group" aria-label=${raceText.ratesOfRace}>
      <button type="button" aria-pressed=${equal} ?disabled=${locked} @click=${all}>
        ${raceText.sameRateForAll}
      </button>
      <button type="button" aria-pressed=${best} ?disabled=${locked} @click=${each}>
        ${raceText.eachAtItsBest}
      </button>
      ${
        waits
          ? html`<span class="tries">
              ${raceText.tryingRates}
              <button type="button" class="quiet" @click=${() => this.cancel()}>${raceText.cancel}</button>
            </span>`
          : nothing
      }
    </div>`;
  }

  private table(result: Result, race: Race | null): TemplateResult {
    const { colours, experiment } = result;
    const labels = namesBesideRates(result.experiment);
    const told = this.state.revealed ? race : null;
    const order = told?.order ?? labels.map((_, i) => i);
    const unit = experiment.epochs === undefined ? "step" : "epoch";
    const row = (i: number) => {
      const lr = rateOf(experiment.hikers[i]!);
      const strip = race ? this.strip(i) : undefined;
      const outcome = told?.rows[i];
      const wins = told && labels.length > 1 && isWinner(told, i);
      return html`<tr class=${i === this.state.chosen ? "chosen" : ""}>
        <td class="place">${told ? placeOf(told, i) : ""}</td>
        <th scope="row">
          <button
            type="button"
            class="hiker"
            aria-pressed=${i === this.state.chosen}
            @click=${() => this.actions.choose(i)}
          >
            <i class="swatch ${colours[i] ? `h${i % 8}` : "alone"}" aria-hidden="true"></i>${labels[i]}
          </button>
          ${wins ? html`<b class="winner">${raceText.winner}</b>` : nothing}
        </th>
        <td>
          ${written(lr)}${lr === strip?.presets.justRight ? html` <span class="best">${raceText.best}</span>` : nothing}
        </td>
        ${outcome ? ended(outcome, unit) : [1, 2].map(() => html`<td>…</td>`)}
        <td>${outcome ? short(outcome.loss) : "…"}</td>
        <td>${strip ? band(strip) : this.tries ? "…" : raceText.notTried}</td>
        <td>${strip ? written(strip.presets.justRight) : this.tries ? "…" : raceText.notTried}</td>
      </tr>`;
    };
    const lossAtBudget = race
      ? raceText.lossAtBudgetOf({ budget: short(race.budget) })
      : raceText.lossAtBudget;
    return html`<table>
      <thead>
        <tr>
          <td></td>
          <th scope="col">${raceText.hiker}</th>
          <th scope="col">${raceText.rate}</th>
          <th scope="col">${raceText.outcome}</th>
          <th scope="col">${inLines(raceText.evaluationsToArrive)}</th>
          <th scope="col">${inLines(lossAtBudget)}</th>
          <th scope="col">${inLines(raceText.bandInDecades)}</th>
          <th scope="col">${inLines(raceText.bestRate)}</th>
        </tr>
      </thead>
      <tbody>
        ${order.map(row)}
      </tbody>
    </table>`;
  }

  private draw(result: Result): void {
    const { race, run, labels, colours, experiment, landscape } = result;
    if (!race) return;
    this.chart ??= this.makeChart();
    const { chart } = this;
    const { step, chosen, revealed } = this.state;
    if (this.drawn !== result) {
      const records = run.hikers.map(({ loss, evaluations }, i) => {
        const beyond = evaluations.findIndex((spent) => spent > race.budget);
        const kept = beyond < 0 ? loss.length : beyond;
        return {
          values: loss.subarray(0, kept),
          at: evaluations.subarray(0, kept),
          colour: colours[i] || "--trail",
          thrown: race.rows[i]!.end === "thrown_out",
        };
      });
      const length = experiment.steps ?? experiment.epochs!;
      const { plot } = lossPlot(records, true, landscape.floor, length, chart.rows);
      const lines = plot.lines.map((line, i) => placed(line, records[i]!.at));
      const high = race.budget || 1;
      const across = { low: 0, high, labelled: true };
      chart.plot = { ...plot, lines, across, more: (chart) => this.sign(chart, result, lines) };
      this.drawn = result;
    }
    const courses = race.rows.map(({ loss }, i) => ({
      hiker: labels[i]!,
      from: short(run.hikers[i]!.loss[0]!),
      to: revealed ? short(loss) : undefined,
    }));
    chart.describe(raceText.lines({ budget: race.budget, courses }));
    chart.draw({ step, chosen, veiled: !revealed });
  }

  private makeChart(): Chart {
    const place = this.host.querySelector<HTMLElement>(".chart-place")!;
    const chart = new Chart(
      place,
      (step) => this.actions.seek(step),
      () => {
        this.drawn = undefined;
        this.draw(this.results.result!);
      },
    );
    chart.title.textContent = raceText.lossOverEvaluations;
    chart.readout.textContent = raceText.arrival;
    return chart;
  }

  /** Where each arrives, as a ring; and at the end of its line its place, as in the table. */
  private sign(chart: uPlot, { race }: Result, lines: Line[]): void {
    if (!this.state.revealed) return;
    const { ctx, bbox } = chart;
    const sharp = devicePixelRatio;
    const style = getComputedStyle(this.host);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    ctx.save();
    ctx.font = `600 ${11 * sharp}px ${style.fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const top = bbox.top + LABEL * sharp;
    const bottom = bbox.top + bbox.height - LABEL * sharp;
    const signs = race!.order.map((i) => {
      const { values, at, colour } = lines[i]!;
      const last = values.length - 1;
      const y = chart.valToPos(values[last] ?? NaN, "y", true);
      const { end, record } = race!.rows[i]!;
      const value = end === "arrived" ? values[record!] : null;
      const arrival =
        value == null ? null : [chart.valToPos(at![record!]!, "x", true), chart.valToPos(value, "y", true)];
      return {
        text: String(placeOf(race!, i)),
        x: chart.valToPos(at![last]!, "x", true),
        y,
        arrival,
        colour,
        end,
      };
    });
    for (const { arrival, colour: name } of signs) {
      if (!arrival) continue;
      ctx.beginPath();
      ctx.arc(arrival[0]!, arrival[1]!, 5 * sharp, 0, 7);
      ctx.fillStyle = colour("--panel");
      ctx.strokeStyle = colour(name);
      ctx.lineWidth = 2 * sharp;
      ctx.fill();
      ctx.stroke();
    }
    // From above down, none over another.
    let free = -Infinity;
    const ends = signs.filter(({ y, end }) => Number.isFinite(y) && end !== "thrown_out");
    ends.sort((a, b) => a.y - b.y);
    for (const [k, { text, x, y, colour: name }] of ends.entries()) {
      const room = bottom - (ends.length - 1 - k) * 2 * LABEL * sharp;
      const at = Math.min(Math.max(y, top, free), room);
      free = at + 2 * LABEL * sharp;
      ctx.beginPath();
      ctx.arc(x + (LABEL - 0.5) * sharp, at, LABEL * sharp, 0, 7);
      ctx.fillStyle = colour("--panel");
      ctx.strokeStyle = colour(name);
      ctx.lineWidth = 1.5 * sharp;
      ctx.fill();
      ctx.stroke();
      ctx.fillStyle = colour("--ink");
      ctx.fillText(text, x + (LABEL - 0.5) * sharp, at + 0.5 * sharp);
    }
    ctx.restore();
  }
}

const evaluated = (count: number) => ({ count, written: short(count) });

const inLines = (lines: string[]) => lines.map((line, i) => (i ? [html`<br />`, line] : line));

/** Who arrives, and nobody for less. */
function isWinner({ rows, order }: Race, i: number): boolean {
  const first = rows[order[0]!]!;
  return first.end === "arrived" && rows[i]!.end === "arrived" && rows[i]!.evaluations === first.evaluations;
}

/** Counted from 1; those who win together share the first. */
const placeOf = (race: Race, i: number): number => (isWinner(race, i) ? 1 : race.order.indexOf(i) + 1);

function ended({ end, record, evaluations }: RaceRow, unit: Unit): TemplateResult {
  const word = record === null ? raceText.ends[end] : raceText.endsAt[end]({ at: record, unit });
  return html`<td class="word ${end}">${word}</td>
    <td>${end === "arrived" ? short(evaluations!) : "–"}</td>`;
}

function band({ band, decades }: Strip): string {
  if (!band) return raceText.noBand;
  return decades ? decades.toFixed(1) : raceText.oneRate;
}

/** A line of records laid out at places. */
function placed(line: Line, at: Float64Array): Line {
  const { thrown } = line;
  if (!thrown) return { ...line, at };
  const before = Math.floor(thrown.x);
  const [a, b] = [at[before]!, at[before + 1] ?? at[before]!];
  return { ...line, at, thrown: { ...thrown, x: a + (thrown.x - before) * (b - a) } };
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new RaceView(host, results, actions);

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.race { display: flex; flex-direction: column; gap: 10px; font-size: 14px; }
.race header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 14px; }
.race h3 { margin: 0; font-size: 17px; font-weight: 600; }
.race p { margin: 0; }
.race .row { display: flex; flex-wrap: wrap; gap: 8px 22px; }
.race :is(.crew, .rates) { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.race :is(.crew, .rates) :is(button, select) { min-height: 32px; font-size: 14px; }
.race .rates button[aria-pressed="true"] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.race .tries { color: var(--quiet); }
.race .sides { display: grid; grid-template: "table chart" max-content "rules chart" minmax(0, 1fr) / minmax(max-content, 1.5fr) minmax(0, 1fr); gap: 12px 28px; }
.race .table { grid-area: table; }
.race table { width: 100%; }
.race .table { min-width: 0; }
.race thead :is(th, td) { white-space: nowrap; vertical-align: bottom; line-height: 1.25; }
.race :is(th, td) { padding-right: 12px; }
.race tr > :last-child { padding-right: 0; }
.race thead th:last-child { text-align: right; }
.race :is(thead th:nth-child(2), thead th:nth-child(4), tbody th, .word) { text-align: left; }
.race .place { padding-right: 8px; font-weight: 600; }
.race .hiker { min-height: 28px; padding: 0 10px 0 8px; border-color: transparent; background: none; }
.race .hiker:hover { border-color: var(--line); }
.race .hiker[aria-pressed="true"] { border-color: var(--ink); background: var(--panel); font-weight: 600; }
.race .swatch.alone { background: var(--trail); }
.race .winner { margin-left: 6px; padding: 1px 8px; border: 1.5px solid currentColor; border-radius: 10px; color: var(--arrives-text); font-size: 13px; }
.race .best { color: var(--quiet); }
.race .word.arrived { color: var(--arrives-text); }
.race .word.thrown_out { color: var(--thrown-text); }
.race .word.on_the_way { color: var(--crawls-text); }
.race .chart-place { grid-area: chart; min-width: 0; min-height: 250px; max-height: 420px; }
.race .rules { grid-area: rules; contain: inline-size; margin: 0; padding-left: 18px; color: var(--quiet); font-size: 13px; line-height: 1.4; }
@container figure (max-width: 1080px) {
  .race .sides { grid-template: "table" auto "chart" 250px "rules" auto / minmax(0, 1fr); }
}
@container figure (max-width: 760px) {
  .race .table { order: 0; }
  .race .winner { display: block; width: fit-content; margin-bottom: 4px; }
  .race .hiker { height: auto; min-height: 40px; min-width: 9em; text-align: left; white-space: normal; }
  .race :is(.crew, .rates) :is(button, select) { min-height: 44px; }
}
`);
