import type { Unit } from "../unit";
import { place } from "./count";

interface Change {
  at: number;
  unit: Unit;
}

/** A hiker that changes its mind on the way. */
export const changesText = {
  fromHereOn: "From here on",
  whereItRests: "On the way, where the hiker rests.",
  changeFromHere: "Change from here",
  changeFromHereHelp: "What is set from now on holds from this step; later changes go.",
  forkHere: "Fork here",
  forkHereHelp: "A second hiker leaves from this step.",
  mostHikers: ({ most }: { most: number }) => `There are ${most} hikers, the most.`,
  changes: "Changes on the way",
  changeAt: ({ at, unit, change }: Change & { change: string }) => `${place(at, unit)}: ${change}`,
  goTo: ({ at, unit }: Change) => `Go to ${place(at, unit)}`,
  remove: ({ at, unit }: Change) => `Remove the change at ${place(at, unit)}`,
};
