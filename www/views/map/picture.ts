/** What a map is given to show, and what it tells of. */
import type { View } from "../../engine/loading";

export interface Minimum {
  at: [number, number];
  loss: number;
  name: string;
  global: boolean;
}
/** Everything the map shows, in the loss's own coordinates. A changed `path` is a new array. */
export interface MapPicture {
  view: View;
  start: [number, number];
  movable: boolean; // the start, by its flag
  path: Float64Array; // records × 2, the whole walk
  colour: string; // of the walk, a property's name; empty: the map's own
  others: { path: Float64Array; colour: string }[]; // who else walks here
  step: number; // the record the hiker stands at
  changes: number[]; // records at which its settings change
  veiled: boolean; // what comes after it is not shown
  diverged: boolean; // the walk ended by leaving the numbers
  minima: Minimum[];
  names: [string, string]; // of the axes
  equal: boolean; // one scale on both axes, or each its own
}
export interface MapEvents {
  moveStart(at: [number, number], done: boolean): void;
  seek(step: number): void;
  zoom(view: View): void;
}
