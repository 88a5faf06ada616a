/** The script that defines <learning-rate-playground>. */
import * as element from "../figure/element";
import type { LearningRatePlayground as Offered } from "./playground";

export const LearningRatePlayground: { new (): Offered } = element.LearningRatePlayground;
