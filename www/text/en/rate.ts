import type { Unit } from "../unit";
import { place } from "./count";

/** A stretch of rates: both ends are the same of a single one. */
export interface Stretch {
  low: string;
  high: string;
}

const MOST = 6;

/** All of the rates that arrive, the lowest first. */
export function stretches(all: Stretch[]): string {
  const told = all
    .slice(0, MOST)
    .map(({ low, high }) => (low === high ? `at ${low}` : `from ${low} to ${high}`));
  const more = all.length - told.length;
  const [first, ...others] = told;
  const again = others.map((one) => `again ${one}`);
  if (more) again.push(`in ${more} more ${more === 1 ? "band" : "bands"}`);
  const last = again.pop();
  return [first, ...again, ...(last ? [`and ${last}`] : [])].join(", ");
}

export const rateText = {
  learningRateIs: "Learning rate η =",
  learningRateFrom: ({ at, unit }: { at: number; unit: Unit }) => `Learning rate η from ${place(at, unit)} =`,
  learningRateTyped: "Learning rate, typed",
  ratesWorthAVisit: "Rates worth a visit",
  tooLow: "too low",
  justRight: "just right",
  getsFurthest: "gets furthest",
  tooHigh: "too high",
  noneTooLow: "No rate on the track is too low: none below the best crawls.",
  noneTooHigh: "No rate on the track is too high: none above the best bounces or is thrown out.",

  arrives: (all: Stretch[]) => `Arrives ${stretches(all)}.`,
  arrivesInBand: ({ decades, ...band }: Stretch & { decades: string }) =>
    `Arrives ${stretches([band])}. The band is ${decades} decades wide.`,
  noRateArrives: "No rate arrives in this many steps.",
  hasNoEffect: "This schedule has rates of its own: the learning rate here has no effect.",
  noFormula: "No formula gives the largest stable rate here: the track is the answer.",
  notTried: "The rates have not been tried.",
  tryThem: "Try them",
  tryingRates: "Trying every rate …",
  cancel: "Cancel",
};
