/** The scene on show as everybody but the store may have it: to be read. */
import type { Change, Chosen, Experiment, Hiker, Scene } from "../../pkg/learning_rate_playground.js";

export type DeepReadonly<T> = T extends ArrayBufferView
  ? T
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

export type ShownScene = DeepReadonly<Scene>;
export type ShownExperiment = DeepReadonly<Experiment>;
export type ShownHiker = DeepReadonly<Hiker>;
export type ShownChange = DeepReadonly<Change>;
export type ShownChosen = DeepReadonly<Chosen>;
