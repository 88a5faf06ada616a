import type { Unit } from "../unit";
import { counted } from "./count";

interface LineOfHiker {
  what: string;
  hiker: string;
  from: string;
  length: number;
  unit: Unit;
}

export const multiplesText = {
  ofEachHiker: ({ what }: { what: string }) => `${what} of each hiker`,
  line: ({ what, hiker, from, to, length, unit }: LineOfHiker & { to: string }) =>
    `${what} of ${hiker} from ${from}, to ${to}, over ${counted(length, unit)}`,
  lineWithRestHidden: ({ what, hiker, from, length, unit }: LineOfHiker) =>
    `${what} of ${hiker} from ${from}, the rest still hidden, over ${counted(length, unit)}`,
};
