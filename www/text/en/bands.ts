import { stretches, type Stretch } from "./rate";

export const bandsText = {
  ratesThatArrive: "Learning rates that arrive",
  tryingRates: "trying every rate …",
  underWay: "Trying every rate …",
  cancel: "Cancel",
  notAllTried: "Not every rate has been tried.",
  tryThem: "Try them",
  notTried: "not tried",
  noRateArrives: "no rate arrives",
  arrives: (all: Stretch[]) => stretches(all),
  bandOfWidth: ({ low, high, decades }: Stretch & { decades: string }) =>
    `${low} to ${high} · ${decades} decades`,
};
