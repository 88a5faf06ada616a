/** The engine's verdicts, by their codes. */
export const verdictsText = {
  notOverYet: "The walk is not over yet.",
  /** Of the walk on show: a sentence. */
  judged: {
    converged: "Arrives.",
    too_slow: "Crawls.",
    oscillating: "Bounces.",
    stuck: "Stuck.",
    diverged: "Thrown out.",
  },
  /** The same word on tracks, on maps of many walks and in the table that compares hikers. */
  onTrack: {
    converged: "arrives",
    too_slow: "crawls",
    oscillating: "bounces",
    stuck: "stuck",
    diverged: "thrown out",
  },
};

/** What a whole walk does, in a sentence of the range test. */
export const wholeWalk = {
  converged: "arrives",
  too_slow: "crawls",
  oscillating: "bounces",
  stuck: "gets stuck",
  diverged: "is thrown out",
};
