/** The engine's verdicts, by their codes. */
export const verdictsText = {
  notOverYet: "The walk is not over yet.",
  /** Of the walk on show: a sentence. */
  judged: {
    too_slow: "Too low.",
    converged: "Just right.",
    oscillating: "Too high.",
    stuck: "Stopped short.",
    diverged: "Far too high.",
  },
};
