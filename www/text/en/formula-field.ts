const list = new Intl.ListFormat("en");

export const formulaFieldText = {
  /** Beside a formula that is not walked on. */
  stillShows: ({ formula }: { formula: string }) => `The figure still shows ${formula}.`,
  valuesFirst: ({ letters }: { letters: string[] }) =>
    letters.length > 1
      ? `${list.format(letters)} are no variables: each needs a value before the walk.`
      : `${letters[0]} is no variable: it needs a value before the walk.`,
};
