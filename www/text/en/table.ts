/** The table that compares hikers: its columns, and what stands in them. */
export const tableText = {
  hiker: "hiker",
  lowestLoss: "lowest loss",
  lowestSquares: "lowest MSE",
  lastLoss: "last loss",
  lastSquares: "last MSE",
  accuracy: "accuracy",
  accuracyTraining: "accuracy, training",
  accuracyHeldBack: "accuracy, held back",
  verdict: "verdict",
  share: ({ percent }: { percent: string }) => `${percent} %`,
  best: "best",
};
