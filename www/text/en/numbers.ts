export const numbersText = {
  notANumber: "not a number",
};
