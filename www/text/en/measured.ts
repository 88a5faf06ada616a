/** What else a walk records. */
export const measuredText = {
  accuracy: "Accuracy",
  accuracyHeldBack: "Accuracy, held back",
  weightSize: "Weight size",
};
