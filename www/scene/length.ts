/** How long an experiment walks, and what its records are called: surfaces count steps, losses of data epochs. */
import type { ShownExperiment } from "./shown-scene";

export type Unit = "step" | "epoch";

export const unitOf = ({ epochs }: ShownExperiment): Unit => (epochs === undefined ? "step" : "epoch");

export const lengthOf = ({ steps, epochs }: ShownExperiment): number => steps ?? epochs!;
