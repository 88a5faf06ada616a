/** The scene on show, and the one way for it to change: on a copy, which is checked and then shown or refused. */
import type { Scene } from "../engine/loading";
import { copy } from "../scene/copy";
import type { ShownScene } from "../scene/shown-scene";

/** A preview is one of many changes while a hand moves; what is done stays. */
export type Stage = "preview" | "done";

/** Where the hiker is put once a run has come; "on" walks from its last change of settings. */
export type AfterRun = "walk" | "on" | "end" | "stay";

/** What a change asks for besides being shown. Left out: a run, drawn to its end at a preview, else walked. */
export interface Effect {
  /** Null: nothing is walked, the change is about what the scene carries along. */
  after?: AfterRun | null;
  /** False: what each rate would do stays as it is. */
  repaints?: boolean;
}

interface Guard {
  /** Throws a sentence where the scene, or what in it is not as it was before, is wrong. */
  check(scene: ShownScene, before?: ShownScene): void;
  /** The scene is on show now, and is walked; where that throws it is refused. */
  committed(stage: Stage, effect: Effect): void;
  refused(fault: Error): void;
}

export class SceneStore {
  private shown?: ShownScene;

  constructor(private guard: Guard) {}

  get scene(): ShownScene | undefined {
    return this.shown;
  }

  /** Changes the scene on show; what is wrong is told, and leaves it as it was. Returns whether it was right. What is to be
   * walked is checked by its walk, or a slider's frame would check everything twice. Acts and pins are shared with the
   * scene before: a change may put others in their place, and writes into none. */
  commit(change: (draft: Scene) => void, stage: Stage, effect: Effect = {}): boolean {
    const before = this.shown!;
    try {
      const draft = { ...before, experiment: copy(before.experiment) } as Scene;
      change(draft);
      if (effect.after === null) this.guard.check(draft, before);
      this.shown = draft;
      this.guard.committed(stage, effect);
      return true;
    } catch (fault) {
      this.shown = before;
      this.guard.refused(fault as Error);
      return false;
    }
  }

  /** Shows another scene, which nobody writes into any more; throws where it is wrong. */
  open(scene: ShownScene): void {
    this.guard.check(scene);
    this.shown = scene;
  }

  /** Shows a scene that a worker has checked. */
  openChecked(scene: ShownScene): void {
    this.shown = scene;
  }
}
