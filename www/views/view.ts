/** What a view is, for whoever shows, shares or exports it: types alone. */
import type { Experiment, Hiker, View as Window } from "../engine/loading";
import type { Result, Results } from "../engine/results";
import type { ShownScene } from "../scene/shown-scene";
import type { Overlay } from "./shared/overlay";
import type { Recorded } from "./shared/plot";
import type { Box, Measure, Shape } from "./shared/shapes";

/** Where views stand in a figure, from its top to its foot; "template": the figure's own template draws it. */
export type Place =
  | "names"
  | "ground"
  | "charts"
  | "advice"
  | "maps"
  | "multiples"
  | "table"
  | "trials"
  | "slider"
  | "template";

/** A view as a figure, its menus and its share dialog know it, before any of its code has come. */
export interface ViewDef {
  /** As the engine and scenes name it. */
  id: string;
  /** Its name in the list of what a shared figure shows. */
  label: string;
  /** The button that shows it; null: it is shown unless a scene's `views` leave it out. */
  onRequest: string | null;
  place: Place;
  /** Whether the result has what it draws; else it is not shown. */
  fits(result: Result): boolean;
  /** Whether it is worth offering; left out: where it fits. */
  isOffered?(result: Result): boolean;
  /** Loads its code; left out: that comes with the figure. */
  load?(): Promise<ViewModule>;
}

export interface ViewModule {
  make(host: HTMLElement, context: ViewContext): View;
  sheet?: CSSStyleSheet;
}

/** It lives as long as it is shown. */
export interface View {
  show(result: Result, state: ViewState): void;
  /** What it shows as shapes, one drawing under another, for pictures of the figure. */
  drawings?(): Drawing[];
  /** The colours of its host are others. */
  themeChanged(): void;
  destroy(): void;
}

export interface Drawing {
  /** How high it is, measured by the chart of the learning rate. */
  weight: number;
  shapes(box: Box, pen: Pen): Shape[] | Promise<Shape[]>;
}
export interface Pen {
  dark: boolean;
  /** The value of a CSS variable. */
  colour(name: string): string;
  measure: Measure;
}

export interface ViewContext {
  results: Results;
  actions: Actions;
  /** Lays something over the map; null takes it away. */
  setOverlay(overlay: Overlay | null): void;
}

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
  /** Losses of other runs, for comparison. */
  pinned: readonly Recorded[];
  isLocked(name: string): boolean;
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
  /** Another choice of what is walked, and by what. */
  change(change: (experiment: Experiment) => void): void;
  /** Changes the hikers, and chooses one of them. */
  editHikers(change: (experiment: Experiment) => void, chosen?: number): void;
  /** Tries all rates of all hikers. */
  sweep(): void;
  /** Walks once more: the engine knows more than it did. */
  rerun(): void;
  changed(): void;
  failed(fault: string): void;
}

/** A figure as it is drawn, for whoever exports it. */
export interface DrawnFigure {
  root: ShadowRoot;
  results: Results;
  state: ViewState;
  isShown(id: string): boolean;
  drawings(place: Place): Drawing[];
}
