/** What a figure shows beside its scene: where the hikers stand, what of it is told, and what is at fault. */
import type { Draft } from "../controls/formula-field";
import type { ShownScene } from "../scene/shown-scene";

export class FigureState {
  /** The hiker whom the slider and the controls speak to. */
  chosen = 0;
  /** The record the hikers stand at. */
  step = 0;
  /** Whether what comes after the record is told. */
  revealed = true;
  /** Whether losses are drawn on a logarithmic axis; null leaves it to the chart. */
  log: boolean | null = null;
  /** The lesson's act on show. */
  act: number | null = null;
  /** Whether the lesson goes through its acts by itself. */
  performing = false;
  /** Whether the slider's thumb is held. */
  holding = false;
  /** Whether the arithmetic of a step is unfolded. */
  explaining = false;
  /** A sentence. */
  fault = "";
  /** A formula that is typed and not walked on. */
  draft: Draft | null = null;
  /** The nearest valid scene to the one at fault. */
  nearest: ShownScene | null = null;
}
