/** The engine's verdicts, by their codes. */
export const verdictsText = {
  notOverYet: "The walk is not over yet.",
  /** Of the walk on show: a sentence. */
  judged: {
    converged: "Just right.",
    too_slow: "Too low.",
    oscillating: "Too high.",
    stuck: "Stopped short.",
    diverged: "Far too high.",
  },
  /** On tracks and maps of many walks: what a walk there does. */
  onTrack: {
    converged: "arrives",
    too_slow: "crawls",
    oscillating: "bounces",
    stuck: "stuck",
    diverged: "thrown out",
  },
  /** In the table that compares hikers. */
  inTable: {
    converged: "converged",
    too_slow: "too slow",
    oscillating: "oscillating",
    stuck: "stuck",
    diverged: "diverged",
  },
};

/** What a whole walk does, in a sentence of the range test. */
export const wholeWalk = {
  converged: "arrives",
  too_slow: "is too slow",
  oscillating: "bounces",
  stuck: "gets stuck",
  diverged: "is thrown out",
};
