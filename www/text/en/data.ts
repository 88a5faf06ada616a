import { plural } from "./count";

interface Points {
  count: number;
  /** Where the points are of classes: how many. */
  classes?: number;
  x: string;
  y: string;
}

function points({ count, classes, x, y }: Points): string {
  const all = `${count} ${plural(count, { one: "point", other: "points" })}`;
  const among =
    classes === undefined ? "" : ` of ${classes} ${plural(classes, { one: "class", other: "classes" })}`;
  return `${all}${among}, ${y} against ${x}`;
}

export const dataText = {
  /** The name of an axis where of all points every nth is drawn. */
  thinned: ({ axis, nth }: { axis: string; nth: number }) => `${axis} (1 point in ${nth})`,
  points,
  pointsWithLine: ({ step, slope, ...shown }: Points & { step: number; slope: string }) =>
    `${points(shown)}; at ${step} the line climbs ${slope} for each 1 of ${shown.x}`,
  pointsWithDecisions: ({ step, ...shown }: Points & { step: number }) =>
    `${points(shown)}; behind them what the model says at ${step}`,
  class: "class",
};
