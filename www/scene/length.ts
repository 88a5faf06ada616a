/** How long an experiment walks, and what its records are called: surfaces count steps, losses of data epochs. */
import type { Unit } from "../text/unit";
import type { ShownExperiment } from "./shown-scene";

export const unitOf = ({ epochs }: ShownExperiment): Unit => (epochs === undefined ? "step" : "epoch");

export const lengthOf = ({ steps, epochs }: ShownExperiment): number => steps ?? epochs!;
