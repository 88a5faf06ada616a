/** What a figure is made of: its places, and what is no view of its own. */
import { html, nothing } from "lit";
import { band, rate } from "../controls/rate";
import { controls } from "../controls/controls";
import { transport } from "../controls/transport";
import { engine } from "../engine/loading";
import { isShown } from "../scene/shown";
import type { ShownScene } from "../scene/shown-scene";
import { VERDICTS } from "../scene/verdicts";
import type { FigureActions } from "./actions";
import type { Acts } from "./acts";
import type { Opener } from "./opener";
import type { Runner } from "./runner";
import type { FigureState } from "./state";
import type { ViewHost } from "./view-host";

export interface Parts {
  scene?: ShownScene;
  state: FigureState;
  runner: Runner;
  opener: Opener;
  acts: Acts;
  actions: FigureActions;
  viewHost?: ViewHost;
  /** The figure's classes. */
  look: string;
  /** Stands in for a figure whose engine cannot run. */
  instead: unknown;
  changed(): void;
  pressed(event: KeyboardEvent): void;
}

/** A formula such as 2/λmax stays on one line. */
const unbroken = (text: string) => text.replaceAll("/", "\u2060/\u2060");

export function template(parts: Parts) {
  const { scene, state, runner, acts, actions, viewHost } = parts;
  const { results } = runner;
  const { result, isLong } = results;
  let { look } = parts;
  if (!scene || !result) {
    const waiting = isLong.walk ? underWay(parts) : html`<p>The mountain is being drawn …</p>`;
    return html`<div class="${look} waiting">
      ${parts.instead ?? (state.fault ? sentence(parts) : waiting)}
    </div>`;
  }
  const { experiment, question, answer } = scene;
  const { chosen, revealed } = state;
  const { run, labels, section, landscape } = result;
  const { verdict } = run.hikers[chosen]!;
  const { word, colour } = VERDICTS[verdict.kind];
  const unit = result.experiment.epochs === undefined ? "step" : "epoch";
  const hide = (name: string) => !isShown(name, scene);
  const isLocked = (name: string) => scene.lock?.includes(name) ?? false;
  const constant = result.experiment.hikers.every(({ scheduler, changes }) => !scheduler && !changes);
  const several = labels.length > 1;
  const extra = !hide("accuracy") || !hide("weights");
  const noCharts = hide("loss") && hide("rate") && hide("sharpness") && !extra;
  if (hide("map") && hide("data")) look += " no-map";
  if (noCharts) look += " no-charts";
  const more = viewHost?.more;
  const picturable = viewHost?.isPicturable((name) => !hide(name));
  const teaches = question || answer || scene.acts?.length;
  const lesson = {
    scene,
    act: state.act,
    performing: state.performing,
    revealed: revealed && !state.performing,
    perform: (act: number) => {
      acts.stop();
      acts.show(act);
    },
    showMe: () => acts.showMe(),
  };
  return html`<div
    class=${look}
    tabindex="0"
    role="group"
    aria-label="A hiker on a mountain. Space walks and pauses, arrows step, R restarts."
    @keydown=${parts.pressed}
  >
    ${state.fault ? sentence(parts) : nothing} ${teaches ? more?.lesson(lesson) : nothing}
    ${several && !hide("hikers") ? more?.legend(labels, chosen, actions.choose) : nothing}
    <div class="top">
      <div class="ground" ?hidden=${hide("map") && hide("data")}>
        <div class="map" ?hidden=${hide("map")}>
          <button
            type="button"
            class="whole"
            ?hidden=${!scene.window}
            @click=${() => actions.zoom(undefined)}
          >
            Whole map
          </button>
          ${isLong.ground ? more?.heightsProgress(results, () => viewHost!.cancelHeights()) : nothing}
          ${section ? more?.share(section.held[chosen]!) : nothing}
        </div>
        <div class="data-host" ?hidden=${!picturable}></div>
      </div>
      <div class="charts" ?hidden=${noCharts}>
        <div class="chart-host loss-host" ?hidden=${hide("loss")}></div>
        <div class="chart-host rate-host ${constant ? "constant" : ""}" ?hidden=${hide("rate")}></div>
        <div class="extra-host" ?hidden=${!extra}></div>
        <div class="sharpness-host" ?hidden=${hide("sharpness")}></div>
      </div>
      <p
        class="verdict ${revealed ? colour : ""}"
        ?hidden=${hide("verdict")}
        aria-live=${state.holding ? "off" : "polite"}
      >
        ${several ? html`<i>${labels[chosen]}:</i>` : nothing}
        ${revealed ? html`<b>${word}</b> ${unbroken(verdict.text)}` : "The walk is not over yet."}
      </p>
    </div>
    <div class="outcomes-host" ?hidden=${hide("outcomes") || landscape.dim !== 2}></div>
    <div class="settings-host" ?hidden=${hide("settings")}></div>
    <div class="multiples-host" ?hidden=${hide("multiples")}></div>
    ${hide("table") ? nothing : more?.table(labels, run, revealed ? runner.last : state.step, chosen)}
    <div class="race-host" ?hidden=${hide("race")}></div>
    <div class="finder-host" ?hidden=${hide("finder")}></div>
    <div class="bands-host" ?hidden=${hide("bands")}></div>
    ${hide("bands") ? nothing : more?.sweeping(results, () => runner.sweep())}
    <div class="bar" ?hidden=${hide("transport") && hide("slider")}>
      ${hide("transport") ? nothing : walkButtons(parts, unit, isLocked("lr"))}
      ${hide("slider") ? nothing : rateField(parts, unit, isLocked("lr"))}
      ${more?.changeList(experiment.hikers[chosen]!, unit, isLocked("lr"), {
        seek: actions.seek,
        remove: actions.removeChange,
      })}
    </div>
    <div class="slider-host" ?hidden=${hide("slider")}>
      <div class="slider-view"></div>
      ${rateBand(parts)}
    </div>
    ${isLong.walk ? underWay(parts) : nothing}
    <div class="controls" ?hidden=${hide("controls")}>
      ${controls({
        experiment,
        chosen,
        isLocked,
        unsupported: landscape.unfit,
        nested: more?.nested,
        change: actions.change,
        adjust: actions.adjust,
        withWhole: actions.withWhole,
      })}
      ${section ? more?.sliceControls(scene.slice ?? { of: "walk" }, landscape.names, isLocked("window"), actions.setSlice) : nothing}
    </div>
    ${hide("arithmetic") ? nothing : arithmetic(parts, unit)}
    <div class="menu"></div>
  </div>`;
}

function underWay({ runner, opener }: Parts) {
  const { progress, result } = runner.results;
  const done = Math.round(100 * progress);
  return html`<p class="under-way" role="status">
    <progress max="100" .value=${done} aria-label="Walking"></progress> Walking … ${done} %
    ${result ? html`<button type="button" @click=${() => opener.cancel()}>Cancel</button>` : nothing}
  </p>`;
}

/** What is wrong, and what can be done instead. */
function sentence({ scene, state, opener, changed }: Parts) {
  const { fault, nearest } = state;
  const close = () => {
    state.fault = "";
    changed();
  };
  return html`<p class="fault" role="alert">
    <span>${fault}</span>
    ${nearest ? html`<button type="button" @click=${() => opener.open(nearest)}>Open it without what is wrong</button>` : nothing}
    <button type="button" @click=${() => opener.open(engine.openingScene())}>Open the first mountain</button>
    ${scene ? html`<button type="button" @click=${close}>Keep this one</button>` : nothing}
  </p>`;
}

function walkButtons({ state, runner, actions, viewHost }: Parts, unit: string, locked: boolean) {
  const { playback, last, results } = runner;
  const { step, chosen, revealed } = state;
  const { run, experiment } = results.result!;
  const { steps, epochs, hikers } = experiment;
  const length = steps ?? epochs!;
  const rests = !playback.playing && step > 0 && step < Math.min(length, run.hikers[chosen]!.loss.length);
  return transport({
    playback,
    step,
    last: revealed ? last : length, // where a walk leaves the numbers is not told before it does
    unit,
    changes: hikers[chosen]!.changes?.map(({ at }) => at) ?? [],
    turns: locked
      ? nothing
      : (viewHost?.more?.turns(hikers, rests, actions.changeFromHere) ?? html`<span class="turns"></span>`),
    restart: actions.restart,
    seek: actions.seek,
    toggle: actions.toggle,
  });
}

function rateField({ runner, actions }: Parts, unit: string, locked: boolean) {
  const { since, optimizer } = runner.settings;
  return rate({
    rate: optimizer.lr as number,
    from: since > 0 ? `from ${unit} ${since}` : "",
    locked,
    strip: runner.results.strip,
    typed: ({ target }) => actions.typeRate(target as HTMLInputElement),
    go: actions.setRate,
  });
}

function rateBand({ runner, changed }: Parts) {
  const { results } = runner;
  const { strip, stripCancelled, result, isLong } = results;
  return band({
    strip,
    limited: result!.limit !== null,
    ignored: result!.ignored,
    tried: !stripCancelled,
    long: isLong.track,
    cancel: () => {
      results.cancelTrack();
      changed();
    },
    again: () => runner.paint(true),
  });
}

function arithmetic({ state, runner, viewHost, changed }: Parts, unit: string) {
  const { experiment, run } = runner.results.result!;
  const { chosen } = state;
  const asked = experiment.steps ?? experiment.epochs!;
  const step = Math.min(state.step, asked - 1, run.hikers[chosen]!.loss.length - 1);
  const toggled = (event: Event) => {
    state.explaining = (event.target as HTMLDetailsElement).open;
    changed();
  };
  const lines = () =>
    viewHost?.arithmetic(chosen, step)?.map(
      ({ parameter, lines }) =>
        html`<h4>${parameter}</h4>
          <dl>
            ${lines.map(
              ({ symbols, numbers }) =>
                html`<dt>${symbols}</dt>
                  <dd>${numbers}</dd>`,
            )}
          </dl>`,
    );
  return html`<details class="arithmetic" ?open=${state.explaining} @toggle=${toggled}>
    <summary>The arithmetic of ${unit} ${step + 1}</summary>
    ${state.explaining ? lines() : nothing}
  </details>`;
}
