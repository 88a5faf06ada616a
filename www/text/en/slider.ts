interface Value {
  rate: string;
  /** Whether the schedule has rates of its own. */
  ignored: boolean;
  /** The sentence of the verdict, where it may be told. */
  verdict: string | null;
}

export const sliderText = {
  learningRate: "Learning rate",
  value: ({ rate, ignored, verdict }: Value): string => {
    const notes = ignored ? ["It has no effect: the schedule has rates of its own"] : [];
    return [rate, ...notes, ...(verdict === null ? [] : [verdict])].join(". ");
  },
  limitOfSchedule: ({ formula, scale }: { formula: string; scale: string }) => `${formula} ÷ ${scale}`,
};
