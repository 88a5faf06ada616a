export const bandsText = {
  ratesThatArrive: "Learning rates that arrive",
  tryingRates: "trying every rate …",
  underWay: "Trying every rate …",
  cancel: "Cancel",
  notAllTried: "Not every rate has been tried.",
  tryThem: "Try them",
  notTried: "not tried",
  noRateArrives: "no rate arrives",
  onlyRate: ({ rate }: { rate: string }) => `only ${rate}`,
  band: ({ low, high }: { low: string; high: string }) => `${low} to ${high}`,
  bandOfWidth: ({ low, high, decades }: { low: string; high: string; decades: string }) =>
    `${low} to ${high} · ${decades} decades`,
};
