/** Opens scenes: loads what they need, has them checked, and shows them or says what is wrong. */
import { engine } from "../engine/loading";
import { isLargeScene, missing } from "../engine/requirements";
import { own, same } from "../scene/copy";
import type { Scene } from "../engine/loading";
import type { ShownScene } from "../scene/shown-scene";
import type { Runner } from "./runner";
import type { FigureState } from "./state";
import type { AfterRun, SceneStore } from "./store";

export interface OpenOptions {
  /** A hand goes on with the figure on show. */
  byHand?: boolean;
  after?: AfterRun;
  /** The hiker to be chosen once the scene has been walked. */
  chosen?: number;
}

interface Listener {
  changed(): void;
  /** Another scene is on show. */
  shown(): void;
  failed(fault: Error): void;
}

export class Opener {
  /** Opened before the engine could be called. */
  waiting: unknown;
  private isReady = false;
  private count = 0; // scenes opened: only the last may come late
  private coming: OpenOptions = {}; // of the scene that a worker checks

  constructor(
    private state: FigureState,
    private store: SceneStore,
    private runner: Runner,
    private listener: Listener,
  ) {}

  /** The engine can be called. `expected`: a scene comes later, nothing else is opened meanwhile. */
  ready(expected: boolean): void {
    this.isReady = true;
    if (this.store.scene || (expected && !this.waiting)) this.runner.resume();
    else this.open(this.waiting ?? engine.openingScene());
  }

  /** A scene as an object, or as the text of an attribute or an address. */
  open(scene: unknown, how: OpenOptions = {}): void {
    this.count++;
    if (!this.isReady) {
      this.waiting = scene;
      return;
    }
    const read = () =>
      typeof scene === "string" ? engine.readAddress(scene.replace(/^\s*#/, "")) : (own(scene) as Scene);
    this.attempt(scene, how, read);
  }

  /** A scene made of the one on show, which nobody else writes into. What is wrong with it is returned, and said. */
  openByHand(scene: ShownScene, how: OpenOptions): Error | undefined {
    this.count++;
    return this.attempt(scene, { ...how, byHand: true });
  }

  private attempt(given: unknown, how: OpenOptions, read = () => given as ShownScene): Error | undefined {
    try {
      this.openOwn(read(), how);
      return undefined;
    } catch (fault) {
      this.listener.failed(fault as Error);
      if (!how.byHand) void this.repair(given);
      return fault as Error;
    }
  }

  private openOwn(scene: ShownScene, how: OpenOptions): void {
    const { count } = this;
    const { results } = this.runner;
    const { after = how.byHand ? "on" : "walk" } = how;
    const missed = missing(scene);
    if (missed) {
      // Once what it needs is there, unless another has been opened meanwhile.
      missed.then(
        () => count === this.count && this.attempt(scene, how),
        (fault: Error) => this.listener.failed(fault),
      );
    } else if (isLargeScene(scene)) {
      this.coming = how;
      this.runner.walkUnchecked(scene, after, how.chosen);
    } else {
      const before = this.store.scene?.experiment;
      this.store.open(scene);
      results.compare(scene.experiment, before);
      this.show(how);
      this.runner.begin(after, how.chosen);
    }
  }

  /** A worker has checked and walked the scene that was opened last. */
  checked(scene: ShownScene): void {
    this.store.openChecked(scene);
    this.show(this.coming);
  }

  /** A worker has found the scene that was opened last wrong. */
  wrong(scene: ShownScene): void {
    if (!this.coming.byHand) void this.repair(scene);
  }

  /** The run under way is not waited for: the figure stays with what it last showed. */
  cancel(): void {
    const { results } = this.runner;
    results.cancelWalk();
    this.store.openChecked(results.result!.scene);
    this.show({ byHand: true });
    this.runner.paint(true);
    this.runner.sweep();
    this.listener.changed();
  }

  private show({ byHand }: OpenOptions): void {
    const { state } = this;
    const { paused, acts = [], experiment } = this.store.scene!;
    state.revealed = byHand || paused === undefined;
    const act = acts.findIndex((one) => same(one.experiment, experiment));
    state.act = act < 0 ? null : act;
    state.fault = "";
    this.listener.shown();
  }

  private async repair(wrong: unknown): Promise<void> {
    const { count } = this;
    const { nearestScene } = await import("./nearest-scene");
    const nearest = await nearestScene(wrong);
    if (count === this.count) this.state.nearest = nearest;
    this.listener.changed();
  }
}
