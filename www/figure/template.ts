/** What a figure is made of: its places, and what is no view of its own. */
import { html, nothing } from "lit";
import { band, rate } from "../controls/rate";
import { transport } from "../controls/transport";
import { engine } from "../engine/loading";
import { lengthOf, unitOf } from "../scene/length";
import { VERDICTS } from "../scene/verdicts";
import { VIEWS, isDrawn, isShown } from "../views";
import type { Draft } from "../controls/formula-field";
import type { Place } from "../views/view";
import type { FigureActions } from "./actions";
import type { Arithmetic } from "./arithmetic";
import type { Acts } from "./acts";
import type { Opener } from "./opener";
import type { Runner } from "./runner";
import type { FigureState } from "./state";
import type { SceneStore } from "./store";
import { figureText } from "../text/en/figure";
import { verdictsText } from "../text/en/verdicts";
import type { Unit } from "../text/unit";

/** The parts of a figure. */
export interface Parts {
  readonly state: FigureState;
  readonly store: SceneStore;
  readonly runner: Runner;
  readonly opener: Opener;
  readonly actions: FigureActions;
  /** What a first figure does without, once it has come; `acts` and `arithmetic` come with it. */
  more?: typeof import("./more");
  acts?: Acts;
  arithmetic?: Arithmetic;
  /** The figure's classes. */
  readonly look: string;
  /** Stands in for a figure whose engine cannot run. */
  instead: unknown;
  readonly changed: () => void;
  readonly pressed: (event: KeyboardEvent) => void;
}

/** A formula such as 2/λmax stays on one line. */
const unbroken = (text: string) => text.replaceAll("/", "\u2060/\u2060");

export function template(parts: Parts) {
  const { state, store, runner, acts, actions, more } = parts;
  const { scene } = store;
  const { results } = runner;
  const { result, isLong } = results;
  let { look } = parts;
  if (!scene || !result) {
    const waiting = isLong.walk ? underWay(parts) : html`<p>${figureText.beingDrawn}</p>`;
    return html`<div class="${look} waiting">
      ${parts.instead ?? (state.fault ? sentence(parts) : waiting)}
    </div>`;
  }
  const { experiment, question, answer } = scene;
  const { chosen, revealed } = state;
  const { run, labels, section, landscape } = result;
  const { verdict } = run.hikers[chosen]!;
  const { word, colour } = VERDICTS[verdict.kind];
  const unit = unitOf(result.experiment);
  const hide = (id: string) => !isShown(id, scene);
  const isLocked = (name: string) => scene.lock?.includes(name) ?? false;
  const drawn = VIEWS.filter((view) => isDrawn(view, scene, result));
  const isEmpty = (place: Place) => !drawn.some((view) => view.place === place);
  const views = (place: Place) =>
    VIEWS.filter((view) => view.place === place).map(
      (view) =>
        html`<div class="${view.id}-host" data-view=${view.id} ?hidden=${!drawn.includes(view)}></div>`,
    );
  if (isEmpty("ground")) look += " no-map";
  if (isEmpty("charts")) look += " no-charts";
  const teaches = question || answer || scene.acts?.length;
  const lesson = {
    scene,
    act: state.act,
    performing: state.performing,
    revealed: revealed && !state.performing,
    perform: (act: number) => {
      acts!.stop();
      acts!.show(act);
    },
    showMe: () => acts!.showMe(),
  };
  return html`<div
    class=${look}
    tabindex="0"
    role="group"
    aria-label=${figureText.figure}
    @keydown=${parts.pressed}
  >
    ${state.fault || state.draft ? sentence(parts) : nothing} ${teaches ? more?.lesson(lesson) : nothing}
    ${views("names")}
    <div class="top">
      <div class="ground" ?hidden=${isEmpty("ground")}>${views("ground")}</div>
      <div class="charts" ?hidden=${isEmpty("charts")}>${views("charts")}</div>
      <p
        class="verdict ${revealed ? colour : ""}"
        ?hidden=${hide("verdict")}
        aria-live=${state.holding ? "off" : "polite"}
      >
        ${labels.length > 1 ? html`<i>${labels[chosen]}:</i>` : nothing}
        ${revealed ? html`<b>${word}</b> ${unbroken(verdict.text)}` : verdictsText.notOverYet}
      </p>
      ${views("advice")}
    </div>
    ${views("maps")} ${views("multiples")} ${views("table")} ${views("trials")}
    <div class="bar" ?hidden=${hide("transport") && hide("slider")}>
      ${hide("transport") ? nothing : walkButtons(parts, unit, isLocked("lr"))}
      ${hide("slider") ? nothing : rateField(parts, unit, isLocked("lr"))}
      ${more?.changeList(experiment.hikers[chosen]!, unit, isLocked("lr"), {
        seek: actions.seek,
        remove: actions.removeChange,
      })}
    </div>
    <div class="slider-host" ?hidden=${hide("slider")}>
      <div class="slider-view" data-view="slider"></div>
      ${rateBand(parts)}
    </div>
    ${isLong.walk ? underWay(parts) : nothing}
    <div
      class="controls"
      ?hidden=${hide("controls")}
      @draft=${({ detail }: CustomEvent<Draft>) => begun(parts, detail)}
    >
      ${more?.controls({
        experiment,
        chosen,
        isLocked,
        unsupported: landscape.unfit,
        nested: more.nested,
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
    <progress max="100" .value=${done} aria-label=${figureText.walk}></progress>
    ${figureText.walking({ percent: done })}
    ${result ? html`<button type="button" @click=${() => opener.cancel()}>${figureText.cancel}</button>` : nothing}
  </p>`;
}

/** A formula is typed and not walked on. */
function begun({ state, changed }: Parts, draft: Draft): void {
  state.draft = draft;
  state.fault = "";
  draft.ended = () => {
    if (state.draft === draft) state.draft = null;
    changed();
  };
  changed();
}

/** What is wrong, and what can be done instead. */
function sentence({ store, state, opener, changed }: Parts) {
  const { fault, draft, nearest } = state;
  const isWrong = fault || draft?.isWrong;
  const close = () => {
    state.fault = "";
    draft?.drop();
    changed();
  };
  return html`<p class="fault" role=${isWrong ? "alert" : "status"}>
    <span>${fault} ${draft?.sentence}</span>
    ${nearest ? html`<button type="button" @click=${() => opener.open(nearest)}>${figureText.openWithoutWrong}</button>` : nothing}
    ${isWrong ? html`<button type="button" @click=${() => opener.open(engine.openingScene())}>${figureText.openFirstMountain}</button>` : nothing}
    ${store.scene ? html`<button type="button" @click=${close}>${figureText.keepThisOne}</button>` : nothing}
  </p>`;
}

function walkButtons({ state, runner, actions, more }: Parts, unit: Unit, locked: boolean) {
  const { playback, last, results } = runner;
  const { step, chosen, revealed } = state;
  const { run, experiment } = results.result!;
  const { hikers } = experiment;
  const length = lengthOf(experiment);
  const rests = !playback.playing && step > 0 && step < Math.min(length, run.hikers[chosen]!.loss.length);
  return transport({
    playback,
    step,
    last: revealed ? last : length, // where a walk leaves the numbers is not told before it does
    unit,
    changes: hikers[chosen]!.changes?.map(({ at }) => at) ?? [],
    turns: locked
      ? nothing
      : (more?.turns(hikers, rests, actions.changeFromHere) ?? html`<span class="turns"></span>`),
    restart: actions.restart,
    seek: actions.seek,
    toggle: actions.toggle,
  });
}

function rateField({ runner, actions }: Parts, unit: Unit, locked: boolean) {
  const { since, optimizer } = runner.settings;
  return rate({
    rate: optimizer.lr as number,
    since,
    unit,
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

function arithmetic({ state, runner, arithmetic, changed }: Parts, unit: Unit) {
  const result = runner.results.result!;
  const { experiment, run } = result;
  const { chosen } = state;
  const step = Math.min(state.step, lengthOf(experiment) - 1, run.hikers[chosen]!.loss.length - 1);
  const toggled = (event: Event) => {
    state.explaining = (event.target as HTMLDetailsElement).open;
    changed();
  };
  return html`<details class="arithmetic" ?open=${state.explaining} @toggle=${toggled}>
    <summary>${figureText.arithmeticOf({ at: step + 1, unit })}</summary>
    ${state.explaining ? arithmetic?.lines(result, chosen, step) : nothing}
  </details>`;
}
