/** What the package `learning-rate-playground/element` offers. In pkg/ it is element.d.ts. */
import type { Run, Scene } from "../../pkg/learning_rate_playground.js";

export type * from "../../pkg/learning_rate_playground.js";

/** `<learning-rate-playground>`: fires `run` after every run, `view` after a move of the map, `error`, which does not bubble, with a sentence. */
export interface LearningRatePlayground extends HTMLElement {
  /** What was set, changed only by what the user moved; setting it runs it. The attribute takes the same as text. */
  get scene(): Scene | undefined;
  set scene(scene: Scene);
  /** The last run; null before the first. */
  readonly run: Run | null;
  /** The scene as the text of an address, without its #; empty before the first. */
  readonly address: string;
  /** To be set by a page whose own address opens scenes: that address, without its #. */
  page?: string;
  /** The record the hiker stands at, and the last one. */
  readonly step: number;
  readonly last: number;
  /** Resolves once what was set last is drawn. */
  readonly updateComplete: Promise<boolean>;
}
/** Undefined where there are no custom elements: on a server. */
export declare const LearningRatePlayground: { new (): LearningRatePlayground } | undefined;

declare global {
  interface HTMLElementTagNameMap {
    "learning-rate-playground": LearningRatePlayground;
  }
}
