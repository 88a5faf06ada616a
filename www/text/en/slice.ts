/** Which plane through many parameters the map shows. */
export const sliceText = {
  sliceAlong: "Slice along",
  whatASliceIs: "A map shows two numbers: a slice through all the parameters.",
  planes: {
    walk: "the walk's two main directions",
    weights: "two of its weights",
    random: "two random directions",
  },
  across: "across",
  up: "up",
  otherDirections: "other directions",
};
