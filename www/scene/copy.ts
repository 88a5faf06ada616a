/** Copies and comparisons of plain data. */
import type { Chosen, Experiment, Hiker, Scene } from "../../pkg/learning_rate_playground.js";
import type { ShownChosen, ShownExperiment, ShownHiker, ShownScene } from "./shown-scene";

interface Rows {
  X: ArrayLike<ArrayLike<number>>;
  y: ArrayLike<number>;
}

/** A table of the reader's own. */
export const isRows = (data: object): data is Rows => "X" in data && Array.isArray(data.X);

/** A deep copy to write into. Rows of numbers are shared: nobody writes into them, and they may be many. */
export function copy(value: ShownScene): Scene;
export function copy(value: ShownExperiment): Experiment;
export function copy(value: ShownHiker): Hiker;
export function copy(value: ShownChosen): Chosen;
export function copy(value: unknown): unknown {
  return deep(value, isRows);
}

/** Those objects are shared. */
function deep(value: unknown, shared: (value: object) => boolean): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || shared(value)) return value;
  if (Array.isArray(value)) return Array.from(value, (item) => deep(item, shared));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item, shared)]));
}

/** A copy of what a host gives, also of a Proxy, such as Vue's `reactive` makes and a structured clone refuses. */
export function own(given: unknown): unknown {
  try {
    return structuredClone(given);
  } catch {
    return deep(given, () => false);
  }
}

export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
