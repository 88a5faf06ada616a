/** What other walks say of this one. The remedies' own sentences are the engine's. */
export const adviceText = {
  whatHelps: "What helps",
  /** Which way to turn the rate, where walks prove it. */
  words: {
    too_low: "Too low.",
    just_right: "Just right.",
    too_high: "Too high.",
  },
  looking: "Looking for what helps …",
  cancel: "Cancel",
  nothingHelps: "Nothing that was tried comes out better.",
};
