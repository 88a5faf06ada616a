/** Whether two lists hold the same things, one by one. */
export const sameParts = (a: readonly unknown[], b: readonly unknown[] | undefined): boolean =>
  a.length === b?.length && a.every((part, i) => part === b[i]);
