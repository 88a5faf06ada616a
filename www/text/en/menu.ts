export const menuText = {
  lookCloser: "Look closer",
  lookCloserAt: "Look closer:",
  pinThisRun: "Pin this run",
  pinHelp: "Keeps this run to compare others with; the link carries it.",
  pinnedAlready: "This run is pinned already.",
  mostPins: ({ most }: { most: number }) => `There are ${most} pins: remove one to make room.`,
  share: "Share…",
  sharingNotLoaded: ({ why }: { why: string }) => `Sharing could not be loaded: ${why} Try again.`,
};
