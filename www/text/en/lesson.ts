export const lessonText = {
  whatToLookAt: "What to look at",
  showMe: "Show me",
  stop: "Stop",
  guessFirst: "Make a guess, then press Show me.",
};
