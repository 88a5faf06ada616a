export const previewText = {
  underWay: ({ rate }: { rate: string }) => `η = ${rate}: …`,
  endsAt: ({ rate, verdict, loss }: { rate: string; verdict: string; loss: string }) =>
    `η = ${rate}: ${verdict} Ends at a loss of ${loss}.`,
};
