/** The acts of a lesson: each by a press, or one after the other by itself. */
import type { Runner } from "./runner";
import type { FigureState } from "./state";
import type { SceneStore } from "./store";

const BETWEEN_ACTS = 1100; // milliseconds to look at what an act has shown

export class Acts {
  private timer = 0;

  constructor(
    private state: FigureState,
    private store: SceneStore,
    private runner: Runner,
    private changed: () => void,
  ) {}

  /** Shows the experiment of an act, which belongs to the scene and has been checked with it. */
  show(act: number): void {
    clearTimeout(this.timer);
    const scene = this.store.scene!;
    const { experiment } = scene.acts![act]!;
    this.runner.results.compare(experiment, scene.experiment);
    this.store.openChecked({ ...scene, experiment });
    this.state.act = act;
    this.state.revealed = true;
    this.runner.begin();
  }

  /** Does what the lesson is about, by itself: each act in turn, or the walk. */
  showMe(): void {
    const { state, runner } = this;
    clearTimeout(this.timer);
    state.performing = !state.performing;
    if (!state.performing) runner.playback.stop();
    else if (this.store.scene!.acts?.length) this.show(0);
    else if (runner.isStill) runner.finish();
    else runner.restart();
    this.changed();
  }

  /** The hikers have walked to the end: the next act, where the lesson goes on by itself. */
  next(): void {
    const { state } = this;
    if (!state.performing) return;
    const next = (state.act ?? -1) + 1;
    if (next < (this.store.scene!.acts?.length ?? 0))
      this.timer = window.setTimeout(() => this.show(next), BETWEEN_ACTS);
    else state.performing = false;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.state.performing = false;
  }
}
