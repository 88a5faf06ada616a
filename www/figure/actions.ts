/** What hands do with a figure: each action is a change that is committed, or a move on the walk. */
import { loadWhole, wholeEngine } from "../engine/loading";
import type { Experiment, Hiker, Scene, Slice, View } from "../engine/loading";
import { missing } from "../engine/requirements";
import { rateOf, settings, turned } from "../scene/changes";
import { copy, same } from "../scene/copy";
import type { ShownScene } from "../scene/shown-scene";
import { rate as written } from "../util/format";
import type { Actions } from "../views/view";
import type { Opener } from "./opener";
import type { Runner } from "./runner";
import type { FigureState } from "./state";
import type { Effect, SceneStore, Stage } from "./store";

const stage = (done: boolean): Stage => (done ? "done" : "preview");

/** Another rate of the chosen hiker: no other rate walks otherwise by it. */
const RATE: Effect = { repaints: false };
/** What the scene carries along, and nothing that is walked. */
const CARRIED: Effect = { after: null };

interface Listener {
  changed(): void;
  /** A hand sets numbers: what goes on by itself ends. */
  takenOver(): void;
  /** What the scene carries along is another. */
  viewed(): void;
  failed(fault: Error): void;
}

export class FigureActions implements Actions {
  private frame = 0;
  private wantedRate?: number; // to be run in the next frame
  private edits: ((scene: Scene) => void)[] = []; // to be made in the next frame

  constructor(
    private state: FigureState,
    private store: SceneStore,
    private runner: Runner,
    private opener: Opener,
    private listener: Listener,
  ) {}

  // ---- the learning rate ----

  /** Where the thumb is, also while the next frame is still to run it. */
  get rate(): number {
    return this.wantedRate ?? rateOf(this.hiker);
  }

  /** While the thumb moves the whole walk is shown, once a frame. */
  previewRate = (rate: number): void => {
    this.listener.takenOver();
    this.runner.playback.stop();
    this.state.holding = true;
    this.wantedRate = rate;
    this.inNextFrame();
  };

  setRate = (rate: number): void => {
    const { optimizer, since } = this.runner.settings;
    this.listener.takenOver();
    this.wantedRate = undefined;
    this.state.holding = false;
    this.state.revealed = true;
    if (optimizer.lr !== rate || this.runner.results.walking) this.commitRate(rate, "done");
    else this.runner.play(since);
  };

  async typeRate(field: HTMLInputElement): Promise<void> {
    const { parseRate } = await import("../util/parse-rate");
    const rate = parseRate(field.value);
    if (typeof rate !== "string") return this.setRate(rate);
    this.state.fault = rate;
    field.value = written(this.runner.settings.optimizer.lr as number);
    this.listener.changed();
  }

  private commitRate(rate: number, stage: Stage): void {
    const { chosen } = this.state;
    const set = ({ experiment }: Scene) => (settings(experiment.hikers[chosen]!).optimizer.lr = rate);
    this.store.commit(set, stage, stage === "done" ? { ...RATE, after: "on" } : RATE);
  }

  // ---- previews of other numbers ----

  moveStart = (at: [number, number], done: boolean): void => {
    if (this.isLocked("start")) return;
    this.commitNow(({ experiment }) => (experiment.start = at), done);
  };

  /** The schedule's curve is dragged by a handle. */
  dragHandle = (handle: number, at: number, rate: number, done: boolean): void => {
    if (this.isLocked("scheduler")) return;
    const { chosen } = this.state;
    this.commitNow(({ experiment }) => {
      experiment.hikers[chosen]!.scheduler = wholeEngine()!.dragHandle(experiment, chosen, handle, at, rate);
    }, done);
  };

  /** Sets arguments of the chosen hiker's optimizer. */
  adjustHiker = (change: (hiker: Hiker) => void, done: boolean): void => {
    const { chosen } = this.state;
    this.adjust(({ hikers }) => change(hikers[chosen]!), done);
  };

  /** Other numbers: previewed once a frame, and walked once it is done. */
  adjust = (change: (experiment: Experiment) => void, done: boolean): void => {
    this.listener.takenOver();
    this.runner.playback.stop();
    this.edits.push(({ experiment }) => change(experiment));
    if (done) this.commitEdits("done");
    else this.inNextFrame();
  };

  private commitNow(change: (scene: Scene) => void, done: boolean): void {
    this.listener.takenOver();
    this.runner.playback.stop();
    this.store.commit(change, stage(done));
  }

  private commitEdits(stage: Stage): void {
    const edits = this.edits.splice(0);
    if (edits.length) this.store.commit((scene) => edits.forEach((edit) => edit(scene)), stage);
  }

  private inNextFrame(): void {
    this.frame ||= requestAnimationFrame(() => this.flush());
  }

  /** Runs what waits for the next frame. */
  flush(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { wantedRate } = this;
    this.wantedRate = undefined;
    if (wantedRate !== undefined) this.commitRate(wantedRate, "preview");
    this.commitEdits("preview");
  }

  // ---- choices ----

  /** Another choice in the controls. The rate stays: every optimizer takes the same ones. */
  change = (change: (experiment: Experiment) => void): Error | undefined => {
    const shown = this.store.scene!;
    const scene = copy(shown);
    change(scene.experiment);
    const missed = missing(scene);
    if (missed) {
      // Made anew then: meanwhile the hand may have moved something else.
      missed.then(() => this.change(change), this.listener.failed);
      return undefined;
    }
    if (!same(scene.experiment.loss, shown.experiment.loss)) delete scene.window;
    return this.opener.openByHand(scene, {});
  };

  /** Acts once the whole engine can be called. */
  withWhole = (act: () => void): void => {
    if (wholeEngine()) act();
    else loadWhole().then(act, this.listener.failed);
  };

  /** Changes the hikers, and chooses one of them. */
  editHikers = (change: (experiment: Experiment) => void, chosen = this.state.chosen): void => {
    const scene = copy(this.store.scene!);
    change(scene.experiment);
    this.opener.openByHand(scene, { chosen });
  };

  choose = (hiker: number): void => {
    this.state.draft?.drop();
    this.state.chosen = hiker;
    this.runner.results.strip = null;
    this.runner.walk("stay");
    this.runner.paint(true);
  };

  /** The chosen hiker goes on otherwise from here, or a second one does. */
  changeFromHere = (fork: boolean): void => {
    const { chosen, step } = this.state;
    const scene = copy(this.store.scene!);
    const { hikers } = scene.experiment;
    const changed = fork ? hikers.length : chosen;
    hikers[changed] = copy(turned(hikers[chosen]!, step));
    this.opener.openByHand(scene, { after: "stay", chosen: changed });
  };

  removeChange = (at: number): void => {
    this.change(({ hikers }) => {
      const hiker = hikers[this.state.chosen]!;
      hiker.changes = hiker.changes!.filter((change) => change.at !== at);
      if (!hiker.changes.length) delete hiker.changes;
    });
  };

  setSlice = (slice: Slice): void => {
    const set = (scene: Scene) => {
      scene.slice = slice;
      delete scene.window;
    };
    this.store.commit(set, "done", { after: "stay", repaints: false });
  };

  // ---- what the scene carries along ----

  zoom = (window: View | undefined): void => {
    if (!this.isLocked("window")) this.carry({ window });
  };

  /** Other views or pins, or another part of the map; what is undefined goes. */
  carry = (part: Partial<Pick<ShownScene, "views" | "pins" | "window">>): void => {
    const set = (scene: Scene) => {
      Object.assign(scene, part);
      for (const [key, value] of Object.entries(part))
        if (value === undefined) delete scene[key as keyof typeof part];
    };
    if (!this.store.commit(set, "done", CARRIED)) return;
    if ("views" in part) {
      this.runner.sweep();
      if (!this.runner.results.strip) this.runner.paint(true);
    }
    this.listener.viewed();
  };

  // ---- the walk ----

  seek = (step: number): void => this.runner.seek(step);

  toggle = (): void => {
    const { playback } = this.runner;
    if (playback.playing) playback.stop();
    else playback.play();
  };

  restart = (): void => this.runner.restart();

  sweep = (): void => this.runner.sweep();

  rerun = (): void => this.runner.walk("stay");

  setLog = (log: boolean): void => {
    this.state.log = log;
    this.listener.changed();
  };

  changed = (): void => this.listener.changed();

  failed = (fault: string): void => this.listener.failed(new Error(fault));

  private get hiker() {
    return this.store.scene!.experiment.hikers[this.state.chosen]!;
  }

  private isLocked(name: string): boolean {
    return this.store.scene!.lock?.includes(name) ?? false;
  }
}
