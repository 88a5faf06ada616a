/** What tells hikers apart, and what a hiker changes on its way. */
export const hikersText = {
  hikers: "Hikers",
  changesFrom: ({ at, change }: { at: number; change: string }) => `from ${at}: ${change}`,
  unchanged: "unchanged",
  asByDefault: ({ argument }: { argument: string }) => `${argument} as by default`,
  asBefore: "as before",
};

/** A hiker's options, by their keys. */
export const optionsText = {
  batch_size: { whenSet: (size: number) => `batch ${size}`, unset: "all samples" },
};
