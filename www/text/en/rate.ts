import type { Unit } from "../unit";
import { place } from "./count";

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

  onlyArrives: ({ rate, tried }: { rate: string; tried: number }) =>
    `Only ${rate} arrives, of ${tried} rates tried.`,
  arrives: ({ tried, low, high, decades }: { tried: number; low: string; high: string; decades: string }) =>
    `Arrives at all ${tried} rates tried from ${low} to ${high}. The band is ${decades} decades wide.`,
  noRateArrives: "No rate arrives in this many steps.",
  hasNoEffect: "This schedule has rates of its own: the learning rate here has no effect.",
  noFormula: "No formula gives the largest stable rate here: the track is the answer.",
  notTried: "The rates have not been tried.",
  tryThem: "Try them",
  tryingRates: "Trying every rate …",
  cancel: "Cancel",
};
