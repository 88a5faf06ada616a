/** What the charts of a figure have in common: whose lines they draw, how far, and what they say of them. */
import type { Result } from "../../engine/results";
import { lengthOf, unitOf } from "../../scene/length";
import type { chartsText } from "../../text/en/charts";
import type { Moment } from "../shared/chart";
import type { Recorded } from "../shared/plot";
import type { ViewState } from "../view";

/** Where the walks stand. */
export const momentOf = ({ experiment }: Result, { chosen, step, revealed }: ViewState): Moment => ({
  step,
  chosen,
  changes: experiment.hikers[chosen]!.changes?.map(({ at }) => at) ?? [],
  veiled: !revealed,
});

/** A line for each hiker; one alone has the colour of a CSS variable. */
export const recorded = ({ run, colours }: Result, values: Float64Array[], alone: string): Recorded[] =>
  run.hikers.map(({ verdict }, i) => ({
    values: values[i]!,
    colour: colours[i] || alone,
    thrown: verdict.kind === "diverged",
  }));

/** What a chart shows, to be put into words: from where to where, of each hiker. */
export function linesOf(
  { experiment, labels }: Result,
  revealed: boolean,
  what: string,
  values: Float64Array[],
  write: (x: number) => string,
): Parameters<typeof chartsText.lines>[0] {
  const courses = labels.map((hiker, i) => {
    const [first, last] = [values[i]![0], values[i]!.at(-1)];
    if (first === undefined || last === undefined) return { hiker, from: "", hidden: false };
    const to = first === last ? undefined : write(last);
    return { hiker, from: write(first), to, hidden: !revealed };
  });
  return { what, courses, length: lengthOf(experiment), unit: unitOf(experiment) };
}
