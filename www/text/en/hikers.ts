/** What tells hikers apart, and what a hiker changes on its way. */
export const hikersText = {
  hikers: "Hikers",
  allSamples: "all samples",
  batchOf: ({ size }: { size: number }) => `batch ${size}`,
  changesFrom: ({ at, change }: { at: number; change: string }) => `from ${at}: ${change}`,
  unchanged: "unchanged",
  asByDefault: ({ argument }: { argument: string }) => `${argument} as by default`,
  asBefore: "as before",
};
