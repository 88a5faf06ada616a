/** How much of something there is, and where in the walk. */
import { pluralIn } from "../plural";
import type { Unit } from "../unit";

export const plural = pluralIn("en");

const UNITS = {
  step: { one: "step", other: "steps" },
  epoch: { one: "epoch", other: "epochs" },
};

/** "60 steps". */
export const counted = (count: number, unit: Unit): string => `${count} ${plural(count, UNITS[unit])}`;

/** "step 12". */
export const place = (at: number | string, unit: Unit): string => `${UNITS[unit].one} ${at}`;

/** "step 12 of 60". */
export const placeOf = (at: number, last: number, unit: Unit): string =>
  `${UNITS[unit].one} ${at} of ${last}`;
