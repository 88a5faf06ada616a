export const loadingText = {
  partNotLoaded: ({ status, reason, address }: { status: number; reason: string; address: string }) =>
    `A part could not be loaded: ${status} ${reason}, ${address}.`,
  partOfFigureNotLoaded: ({ why }: { why: string }) => `A part of the figure could not be loaded: ${why}`,
};
