/** What the charts of a figure have in common: whose lines they draw, how far, and what they say of them. */
import type { Result } from "../../engine/results";
import { lengthOf, unitOf } from "../../scene/length";
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

/** What a chart shows, in words: from where to where, of each hiker. */
export function describe(
  { experiment, labels }: Result,
  revealed: boolean,
  name: string,
  values: Float64Array[],
  write: (x: number) => string,
): string {
  const [length, unit] = [lengthOf(experiment), unitOf(experiment)];
  const over = `over ${length} ${unit}${length === 1 ? "" : "s"}`;
  const course = (i: number) => {
    const [first, last] = [values[i]![0], values[i]!.at(-1)];
    if (first === undefined || last === undefined) return "";
    if (!revealed) return `from ${write(first)}, the rest still hidden,`;
    return first === last ? write(first) : `from ${write(first)} to ${write(last)}`;
  };
  if (labels.length === 1) return `${name} ${course(0)} ${over}`;
  return `${name} of ${labels.length} hikers ${over}: ${labels.map((label, i) => `${label} ${course(i)}`).join("; ")}`;
}
