/** The script that defines <learning-rate-playground>. */
import * as element from "../figure/element";
import type { LearningRatePlayground as Offered } from "./playground";

export const LearningRatePlayground: { new (): Offered } = element.LearningRatePlayground;

// Another script of the page may have brought it already.
if (!customElements.get("learning-rate-playground"))
  customElements.define("learning-rate-playground", element.LearningRatePlayground);
