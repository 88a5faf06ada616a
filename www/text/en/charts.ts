import type { Unit } from "../unit";
import { counted, placeOf } from "./count";

/** A hiker's line: from where to where, or level where there is no `to`. */
interface Course {
  hiker: string;
  from: string;
  to?: string;
  /** Whether only its beginning may be told. */
  hidden: boolean;
}
interface Lines {
  what: string;
  courses: Course[];
  length: number;
  unit: Unit;
}

function course({ from, to, hidden }: Course): string {
  if (hidden) return `from ${from}, the rest still hidden,`;
  return to === undefined ? from : `from ${from} to ${to}`;
}

function lines({ what, courses, length, unit }: Lines): string {
  const over = counted(length, unit);
  if (courses.length === 1) return `${what} ${course(courses[0]!)} over ${over}`;
  const each = courses.map((one) => `${one.hiker} ${course(one)}`);
  return `${what} of ${courses.length} hikers over ${over}: ${each.join("; ")}`;
}

export const chartsText = {
  loss: "Loss",
  squares: "MSE",
  learningRate: "Learning rate",
  axisOfLoss: "Axis of the loss",
  logarithmic: "log",
  linear: "linear",
  noLogarithmicAxis: "A logarithmic axis needs losses above zero, and this walk reaches zero or less.",
  changedByHand: "changed by hand",
  floor: ({ loss }: { loss: string }) => `floor ${loss}`,
  placeOf: ({ step, length, unit }: { step: number; length: number; unit: Unit }) =>
    placeOf(step, length, unit),
  lines,
  linesOnLogarithmicAxis: (shown: Lines) => `${lines(shown)}, logarithmic axis`,
  linesOnLinearAxis: (shown: Lines) => `${lines(shown)}, linear axis`,
  linesOfSchedule: ({ schedule, ...shown }: Lines & { schedule: string }) => `${lines(shown)}, ${schedule}`,
};
