import type { Unit } from "../unit";
import { place } from "./count";
import { wholeWalk } from "./verdicts";

interface Rates {
  low: string;
  high: string;
}

type Verdict = keyof typeof wholeWalk;

interface LossAtRate {
  loss: string;
  rate: string;
}

export const rangeTestText = {
  rateFinder: "Rate finder",
  whatItDoes: ({ updates, low, high }: Rates & { updates: number }) =>
    `One walk of ${updates} updates, its rate rising from ${low} to ${high}: the range test. Below it, what whole walks at each rate do.`,
  walking: "Walking at rising rates …",
  suggested: "suggested",
  bestOfWalks: "best of the walks",
  goToSuggested: ({ rate }: { rate: string }) => `Go to ${rate}, suggested`,
  goToBest: ({ rate }: { rate: string }) => `Go to ${rate}, best of the walks`,

  // What stands between ** is emphasized.
  suggestsNothing: "The smoothed loss falls nowhere: **the test suggests nothing.**",
  suggests: ({ rate, verdict }: { rate: string; verdict: Verdict }) =>
    `The test suggests **${rate}**, where the smoothed loss falls steepest. A whole walk at that rate **${wholeWalk[verdict]}**.`,
  suggestsUntil: ({ rate, verdict, at, unit }: { rate: string; verdict: Verdict; at: number; unit: Unit }) =>
    `The test suggests **${rate}**, where the smoothed loss falls steepest. A whole walk at that rate **${wholeWalk[verdict]}** at ${place(at, unit)}.`,
  leadsWell: "Here the test leads well.",
  liesBelow: "**Here the test misleads:** it lies below the rates that arrive.",
  liesAbove: "**Here the test misleads:** it lies above the rates that arrive.",
  walksThatArrive: ({ low, high, best }: Rates & { best: string }) =>
    `Of whole walks those from ${low} to ${high} arrive, at ${best} among the first.`,
  noWalkArrives: ({ best }: { best: string }) => `No whole walk arrives; ${best} gets furthest.`,

  /** `stop`: the rate at which the test ended, where it did. */
  how: ({ stop }: { stop: string | null }) =>
    `Smith’s range test (2017), as fastai has it: each update sees the loss of its samples, then steps at its rate. Smoothed is the exponential mean, 0.98 of what was and 0.02 of what comes, corrected for its start at 0. The test ends where that is above 4 times its best, ${stop === null ? "which here it never was" : `here at ${stop}`}. Suggested is where it falls steepest in the logarithm of the rate, from the first tenth on to where it is lowest.`,

  lossByRate: "Loss by rate",
  linesAre: "smoothed; faint, of each update",
  curve: ({ first, lowest, last }: { first: LossAtRate; lowest: string; last: LossAtRate }) =>
    `Smoothed loss against the rate, from ${first.loss} at ${first.rate} over ${lowest} at its lowest to ${last.loss} at ${last.rate}`,
  track: ({ low, high }: Rates) => `Whole walks arrive from ${low} to ${high}`,
  trackWithoutBand: "No whole walk arrives",
};
