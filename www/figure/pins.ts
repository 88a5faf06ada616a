/** Runs kept for comparison: walked once, listed with what came of them, and drawn faintly in the chart of losses. */
import { html, nothing, type TemplateResult } from "lit";
import { isLargeExperiment } from "../engine/requirements";
import { NO_WAIT, type Results } from "../engine/results";
import { JobQueue } from "../engine/queue";
import { same } from "../scene/copy";
import type { Run, Trace } from "../engine/loading";
import type { ShownExperiment, ShownScene } from "../scene/shown-scene";
import type { Recorded } from "../views/shared/plot";
import { short } from "../util/format";
import { names } from "../scene/names";
import { VERDICTS } from "../scene/verdicts";
import { lengthOf, unitOf } from "../scene/length";
import { pinsText } from "../text/en/pins";

/** As many as the engine allows in a scene. */
export const MOST_PINS = 8;

type Pin = NonNullable<ShownScene["pins"]>[number];

export class Pins {
  /** Losses of pinned runs that can be compared with the one on show. */
  compared: readonly Recorded[] = [];
  private known: { experiment: ShownExperiment; trace: Trace }[] = [];
  private walking?: ShownExperiment;
  private shown: unknown[] = [];
  private work: JobQueue<"hike">;
  failed = "";

  constructor(
    private results: Results,
    private changed: () => void,
  ) {
    this.work = new JobQueue(
      "hike",
      (piece) => "hike" in piece && this.came(piece.hike.run),
      (fault) => {
        this.failed = fault;
        changed();
      },
    );
  }

  /** What came of an experiment; undefined until it has. */
  of(experiment: ShownExperiment): Trace | undefined {
    return this.known.find((one) => same(one.experiment, experiment))?.trace;
  }

  know(experiment: ShownExperiment, { run }: { run: Run }): void {
    if (this.of(experiment)) return;
    this.known.push({ experiment, trace: lowest(run) });
  }

  show(scene: ShownScene): void {
    const { loss, steps, epochs } = scene.experiment;
    const pins = scene.pins ?? [];
    this.known = this.known.filter((one) => pins.some(({ experiment }) => same(experiment, one.experiment)));
    for (const { experiment } of pins) if (!this.of(experiment)) this.walk(experiment);
    // What is on another mountain, or counted otherwise, cannot be compared.
    const length = steps ?? epochs!;
    const compared = pins.filter(
      ({ experiment }) =>
        same(experiment.loss, loss) &&
        (experiment.steps === undefined) === (steps === undefined) &&
        !same(experiment, scene.experiment),
    );
    const traces = compared.flatMap(({ experiment }) => this.of(experiment) ?? []);
    const now = [length, ...traces];
    if (same(now, this.shown)) return;
    this.shown = now;
    this.compared = traces.map(({ loss, verdict }) => ({
      values: loss.subarray(0, length + 1),
      colour: "--quiet",
      thrown: verdict.kind === "diverged",
      pinned: true,
    }));
    this.changed();
  }

  destroy(): void {
    this.walking = undefined;
    this.work.destroy();
  }

  /** At once where that is quick, else one after the other in a worker. */
  private walk(experiment: ShownExperiment): void {
    const quick = isLargeExperiment(experiment) ? null : this.results.open.at(experiment);
    if (quick && quick.work() <= NO_WAIT) {
      this.know(experiment, quick.hike(0, null));
      return;
    }
    if (this.walking || this.failed) return;
    this.walking = experiment;
    this.work.ask({
      unchecked: null,
      experiment,
      hiker: 0,
      slice: null,
      tabled: false,
    });
  }

  private came(run: Run): void {
    this.know(this.walking!, { run });
    this.walking = undefined;
    this.changed();
  }
}

/** Of several hikers the one that ends lowest. */
const lowest = ({ hikers }: Run): Trace => {
  const end = ({ loss }: Trace) => loss.at(-1)!;
  return hikers.reduce((best, one) => (end(one) < end(best) ? one : best));
};

/** What tells an experiment from the others. */
export function nameOf(experiment: ShownExperiment, others: ShownExperiment[]): string {
  const all = [...others, experiment];
  const args = (entry: object) =>
    Object.entries(entry)
      .filter(([key, value]) => key !== "name" && typeof value !== "object")
      .map(([key, value]) => ` ${key} ${String(value)}`)
      .join("");
  const parts: ((one: ShownExperiment) => string)[] = [
    ({ loss }) => loss.name + args(loss) + (loss.data ? ` ${(loss.data as { name?: string }).name ?? pinsText.ownData}` : ""),
    ({ start }) => (start ? pinsText.from({ start: Array.from(start, short).slice(0, 2).join(", ") }) : ""),
    (one) => pinsText.walkOf({ length: lengthOf(one), unit: unitOf(one) }),
    ({ seed }) => pinsText.seedIs({ seed: seed ?? 0 }),
  ]; // prettier-ignore
  const telling = parts.filter((part) => new Set(all.map(part)).size > 1).map((part) => part(experiment));
  const hikers = all.map(({ hikers }) => hikers[0]!);
  const { length } = experiment.hikers;
  const who = length > 1 ? pinsText.hikers({ count: length }) : names({ ...experiment, hikers }).at(-1)!;
  return [...telling, who].filter(Boolean).join(", ").replaceAll("_", " ");
}

interface Actions {
  go(experiment: ShownExperiment): void;
  keep(pins: readonly Pin[]): void;
}

export function pinList(
  runs: Pins,
  scene: ShownScene,
  { go, keep }: Actions,
): TemplateResult | typeof nothing {
  const { pins, experiment: present } = scene;
  if (!pins?.length) return nothing;
  const row = ({ name, experiment }: Pin, i: number) => {
    const trace = runs.of(experiment);
    const { word, colour } = trace ? VERDICTS[trace.verdict.kind] : { word: "", colour: "" };
    const renamed = (event: Event) => {
      const { value } = event.target as HTMLInputElement;
      keep(pins.map((pin, k) => (k === i ? { ...pin, name: value } : pin)));
    };
    return html`<li>
      <button type="button" aria-pressed=${same(experiment, present)} @click=${() => go(experiment)}>
        ${pinsText.show}<span class="unseen"> ${name}</span>
      </button>
      <input
        aria-label=${pinsText.nameOf({ number: i + 1 })}
        autocomplete="off"
        .value=${name}
        @change=${renamed}
      />
      <span class="word ${colour}">${word}</span>
      <span class="end"
        >${trace ? pinsText.loss({ loss: short(trace.loss.at(-1)!) }) : runs.failed || pinsText.walking}</span
      >
      <button
        type="button"
        class="remove"
        aria-label=${pinsText.remove({ name })}
        @click=${() => keep(pins.filter((_, k) => k !== i))}
      >
        ×
      </button>
    </li>`;
  };
  return html`<ul class="pins" aria-label=${pinsText.pinnedRuns}>
    ${pins.map(row)}
  </ul>`;
}

export const pinsStyle = `
.pins { display: flex; flex-direction: column; gap: 2px; margin: 0; padding: 0; list-style: none; }
.pins li {
  display: grid;
  grid-template-columns: auto minmax(8em, 22em) 9em minmax(7em, auto) auto;
  align-items: center;
  justify-content: start;
  gap: 4px 12px;
  padding: 3px 0;
  border-top: 1px solid var(--line);
}
.pins button { min-height: 28px; font-size: 14px; }
.pins button[aria-pressed="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
.pins input {
  min-width: 0;
  height: 28px;
  padding: 0 6px;
  border: 1px solid transparent;
  border-radius: 6px;
  background: none;
}
.pins input:is(:hover, :focus) { border-color: var(--line); background: var(--panel); }
.pins .word { font-weight: 600; }
.pins .end { font-variant-numeric: tabular-nums; }
.pins .remove { min-width: 28px; padding: 0; border-color: transparent; background: none; font-size: 17px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container figure (max-width: 760px) {
  .pins li { grid-template: "go name x" "verdict verdict end" / auto minmax(0, 1fr) auto; justify-content: stretch; padding: 6px 0; }
  .pins li > :nth-child(1) { grid-area: go; }
  .pins li > :nth-child(2) { grid-area: name; }
  .pins li > :nth-child(3) { grid-area: verdict; }
  .pins li > :nth-child(4) { grid-area: end; justify-self: end; }
  .pins li > :nth-child(5) { grid-area: x; justify-self: end; }
  .pins input { height: 44px; }
  .pins .remove { min-width: 44px; }
}
`;
