/** The numbers an optimizer is set by, one at a time: what they are called, read, written, and how far their axes go. */
import { settings } from "../../scene/changes";
import type { Arg, Chosen, Entry, Hiker } from "../../engine/loading";
import type { ShownChosen, ShownHiker } from "../../scene/shown-scene";
import type { Axis } from "./axis";
import { settingsText } from "../../text/en/settings";

const LOG_SPAN = 1000; // from a present number on a logarithmic axis to its ends
const RATE_SPAN = 1e4; // from the lowest to the highest learning rate on an axis

/** A number among the arguments of an optimizer. */
export interface Hyperparameter {
  arg: Arg;
  place?: number; // where the argument is a pair
}

/** All of an optimizer's, by their names in the engine. */
export function hyperparameters({ args }: Entry): Map<string, Hyperparameter> {
  const all = new Map<string, Hyperparameter>();
  for (const arg of args) {
    if (arg.type === "number") all.set(arg.name, { arg });
    if (arg.type === "pair") for (const place of [0, 1]) all.set(`${arg.name}[${place}]`, { arg, place });
  }
  return all;
}

export function labelOf(name: string): string {
  if (name === "lr") return settingsText.learningRate;
  const label = name.replace(/\[[01]\]$/, "").replaceAll("_", " ");
  if (name.endsWith("[0]")) return settingsText.firstOf({ name: label });
  return name.endsWith("[1]") ? settingsText.secondOf({ name: label }) : label;
}

/** The optimizer the hiker ends with: the one that the controls set. */
export function lastOptimizer(hiker: Hiker): Chosen;
export function lastOptimizer(hiker: ShownHiker): ShownChosen;
export function lastOptimizer(hiker: ShownHiker): ShownChosen {
  return settings(hiker).optimizer;
}

export function get(optimizer: ShownChosen, { arg, place }: Hyperparameter): number {
  const value = optimizer[arg.name] ?? arg.default ?? arg.initial;
  return place === undefined ? (value as number) : (value as number[])[place]!;
}

export function set(optimizer: Chosen, { arg, place }: Hyperparameter, number: number): void {
  if (place === undefined) optimizer[arg.name] = number;
  else optimizer[arg.name] = [0, 1].map((k) => (k === place ? number : get(optimizer, { arg, place: k })));
}

/** As much of an axis as there is to see. */
export function wholeAxis(
  name: string,
  { arg }: Hyperparameter,
  present: number,
  { low, high }: { low: number; high: number },
): Axis {
  const { min, max } = arg;
  const reach = Math.abs(present) < 1 ? 1 : 2 * Math.abs(present);
  const range = (): [number, number] => {
    if (name === "lr") return [Math.max(low, high / RATE_SPAN), high];
    if (arg.scale === "log") return present > 0 ? [present / LOG_SPAN, present * LOG_SPAN] : [1e-10, 1];
    const from = min ?? -reach;
    return [from, max ?? (reach > from ? reach : from + reach)];
  };
  return { name, range: range(), scale: arg.scale };
}
