import type { Unit } from "../unit";
import { counted, plural } from "./count";

export const pinsText = {
  pinnedRuns: "Pinned runs",
  /** Its name follows, for those who hear it. */
  show: "Show",
  nameOf: ({ number }: { number: number }) => `Name of pin ${number}`,
  remove: ({ name }: { name: string }) => `Remove pin ${name}`,
  loss: ({ loss }: { loss: string }) => `loss ${loss}`,
  walking: "Walking …",
  // What tells an experiment from others; a pin is named by it.
  ownData: "own",
  from: ({ start }: { start: string }) => `from ${start}`,
  walkOf: ({ length, unit }: { length: number; unit: Unit }) => counted(length, unit),
  seedIs: ({ seed }: { seed: number }) => `seed ${seed}`,
  hikers: ({ count }: { count: number }) => `${count} ${plural(count, { one: "hiker", other: "hikers" })}`,
};
