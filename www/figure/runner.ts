/** Runs of the scene on show: asked for where it changes, taken when they come, and played. */
import type { View } from "../engine/loading";
import { Results, type Result } from "../engine/results";
import { settings } from "../scene/changes";
import { same } from "../scene/copy";
import type { ShownExperiment, ShownScene } from "../scene/shown-scene";
import { isShown } from "../views";
import { Playback } from "./playback";
import type { FigureState } from "./state";
import type { AfterRun, Effect, SceneStore, Stage } from "./store";

interface Listener {
  changed(): void;
  /** A run has been taken. */
  ran(): void;
  /** The scene of a run that a worker has checked is to be shown. */
  opened(scene: ShownScene): void;
  /** The hikers have walked to the end. */
  ended(): void;
  heightsArrived(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void;
  /** `opened`: the scene that is wrong, where one was to be opened. */
  failed(fault: Error, opened?: ShownScene): void;
}

export class Runner {
  readonly results: Results;
  readonly playback: Playback;
  private after: AfterRun = "walk";
  private still = matchMedia("(prefers-reduced-motion: reduce)");

  constructor(
    private state: FigureState,
    private store: SceneStore,
    private listener: Listener,
  ) {
    const { changed } = listener;
    this.results = new Results({
      changed,
      resultArrived: (result, opened) => this.take(result, opened),
      heightsArrived: (...piece) => listener.heightsArrived(...piece),
      failed: (fault, opened) => {
        this.fallBack();
        listener.failed(new Error(fault), opened);
      },
    });
    this.playback = new Playback(this, changed, () => this.end());
  }

  get step(): number {
    return this.state.step;
  }

  set step(step: number) {
    this.state.step = step;
  }

  /** The last record of the hiker that goes furthest. */
  get last(): number {
    const { result } = this.results;
    return result ? Math.max(...result.run.hikers.map(({ loss }) => loss.length)) - 1 : 0;
  }

  /** Whether motion is not wanted. */
  get isStill(): boolean {
    return this.still.matches;
  }

  /** What the chosen hiker walks by in the end. */
  get settings() {
    return settings(this.store.scene!.experiment.hikers[this.state.chosen]!);
  }

  walk(after: AfterRun, chosen = this.state.chosen): void {
    this.after = after;
    this.results.walk(this.store.scene!, chosen);
  }

  /** Has a worker check a scene, and walk it if it is right. */
  walkUnchecked(scene: ShownScene, after: AfterRun, chosen = this.state.chosen): void {
    this.after = after;
    this.results.walk(scene, chosen, true);
  }

  /** The experiment on show is another one. */
  begin(after: AfterRun = "walk", chosen?: number): void {
    const { state } = this;
    state.chosen = Math.min(state.chosen, this.store.scene!.experiment.hikers.length - 1);
    this.walk(after, chosen);
    this.paint(true);
    this.sweep();
  }

  /** What a change of the scene asks for; throws where it cannot be walked, and leaves all as it was. */
  follow(stage: Stage, { after, repaints = true }: Effect): void {
    const { state } = this;
    const done = stage === "done";
    if (after === null) return;
    const before = { revealed: state.revealed, after: this.after };
    try {
      if (after !== "stay") state.revealed = true;
      this.walk(after ?? (done ? "walk" : "end"));
    } catch (fault) {
      state.revealed = before.revealed;
      this.after = before.after;
      throw fault;
    }
    state.fault = "";
    if (!repaints) return;
    this.paint(done);
    if (done) this.sweep();
  }

  /** Back to what was walked last, where a worker has said that what is on show cannot be. */
  private fallBack(): void {
    const { result, walking } = this.results;
    if (!result || walking) return;
    const shown = this.store.scene!;
    const { experiment, slice } = result.scene;
    if (same([experiment, slice], [shown.experiment, shown.slice])) return;
    this.store.openChecked({ ...shown, experiment, slice });
    this.paint(true);
    this.sweep();
  }

  /** Tries every rate of each hiker, where that is shown. */
  sweep(): void {
    if (this.isShown("bands")) this.results.tryRatesOfAll(this.store.scene!.experiment);
  }

  /** Tries every rate of the chosen hiker, where that is shown; `refit` finds the slider's ends anew. */
  paint(refit: boolean): void {
    if (this.isShown("slider") || this.isShown("finder")) this.results.tryRates(this.alone(), refit);
  }

  /** Moved in the page while workers were at it: what they owed is asked for again. */
  resume(): void {
    if (!this.store.scene) return;
    const { walking, stale } = this.results;
    if (walking?.opens) this.walkUnchecked(walking.scene, this.after);
    else if (walking) this.walk(this.after);
    if (stale) this.paint(true);
    this.sweep();
    this.listener.changed();
  }

  /** On from a record of the walk, or, where motion is not wanted, at its end; or where a lesson waits. */
  play(from = 0): void {
    const { state, playback, last } = this;
    state.fault = "";
    playback.stop();
    if (!state.revealed) state.step = Math.min(this.store.scene!.paused!, last);
    else if (this.isStill) {
      state.step = last;
      this.end();
    } else {
      state.step = Math.min(from, last);
      playback.play();
    }
    this.listener.changed();
  }

  /** Plays from the start. */
  restart(): void {
    this.playback.stop();
    this.state.step = 0;
    this.playback.play();
    this.listener.changed();
  }

  seek(step: number): void {
    const { last } = this;
    this.playback.stop();
    this.state.step = Math.max(0, Math.min(last, step));
    if (this.state.step === last) this.state.revealed = true;
    this.listener.changed();
  }

  /** Shows the end at once. */
  finish(): void {
    this.seek(this.last);
    this.end();
  }

  private end(): void {
    this.state.revealed = true;
    this.listener.changed();
    this.listener.ended();
  }

  private take(result: Result, opened: boolean): void {
    const { state, results } = this;
    if (opened) {
      this.listener.opened(result.scene);
      state.chosen = result.hiker;
      this.paint(true);
      this.sweep();
    } else if (state.chosen !== result.hiker) {
      state.chosen = result.hiker;
      results.strip = null;
      this.paint(true);
    }
    if (this.after === "walk") this.play();
    else if (this.after === "on") this.play(this.settings.since);
    else state.step = this.after === "end" ? this.last : Math.min(state.step, this.last);
    this.listener.changed();
    this.listener.ran();
  }

  /** The experiment of the chosen hiker alone. */
  private alone(): ShownExperiment {
    const { experiment } = this.store.scene!;
    return experiment.hikers.length === 1
      ? experiment
      : { ...experiment, hikers: [experiment.hikers[this.state.chosen]!] };
  }

  private isShown(view: string): boolean {
    return isShown(view, this.store.scene!);
  }
}
