/** What a walk is counted in. */
export type Unit = "step" | "epoch";
