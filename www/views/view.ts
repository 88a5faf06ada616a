/** What a view is, for whoever shows, shares or exports it: types alone. */
import type { Experiment, Hiker, View as Window } from "../engine/loading";
import type { ShownScene } from "../scene/shown-scene";

/** Where a figure stands: what its views need beside what the engine answers. */
export interface ViewState {
  scene: ShownScene;
  /** The hiker whom the slider and the controls speak to. */
  chosen: number;
  /** The record the hikers stand at. */
  step: number;
  /** Whether what comes after it may be told. */
  revealed: boolean;
  /** Whether losses are drawn on a logarithmic axis; null leaves it to the chart. */
  log: boolean | null;
  /** The learning rate the hand is at. */
  rate: number;
  isLocked(name: string): boolean;
  isShown(name: string): boolean;
}

/** What views ask of their figure. `done`: the hand has let go; else it is a preview. */
export interface Actions {
  moveStart(at: [number, number], done: boolean): void;
  seek(step: number): void;
  zoom(window: Window | undefined): void;
  choose(hiker: number): void;
  setLog(log: boolean): void;
  previewRate(rate: number): void;
  setRate(rate: number): void;
  dragHandle(handle: number, at: number, rate: number, done: boolean): void;
  /** Sets arguments of the chosen hiker's optimizer. */
  adjustHiker(change: (hiker: Hiker) => void, done: boolean): void;
  /** Changes the hikers, and chooses one of them. */
  editHikers(change: (experiment: Experiment) => void, chosen?: number): void;
  /** Walks once more: the engine knows more than it did. */
  rerun(): void;
  changed(): void;
  failed(fault: string): void;
}
