interface Typed {
  typed: string;
}

export const parseRateText = {
  nothingTyped: "Type a learning rate, such as 0.01, 1e-3 or 1/64.",
  twoReadings: ({ typed, whole, decimal }: Typed & { whole: string; decimal: string }) =>
    `“${typed}” can be read in two ways: write ${whole} or ${decimal}.`,
  notANumber: ({ typed }: Typed) =>
    `“${typed}” is not a number: write a learning rate such as 0.01, 1e-3 or 1/64.`,
  dividesByZero: ({ typed }: Typed) => `${typed} divides by zero: write a learning rate such as 1/64.`,
  tooLarge: ({ typed }: Typed) => `${typed} is too large: the largest number there is here is 1.8e308.`,
  tooSmall: ({ typed }: Typed) =>
    `${typed} is too small to be told from zero: the smallest number there is here is 5e-324.`,
  notAboveZero: ({ typed }: Typed) => `A learning rate must be above zero, and ${typed} is not.`,
};
