import type { Unit } from "../unit";
import { place } from "./count";

export const handlesText = {
  handles: "Handles of the schedule",
  handle: ({ name, at, unit }: { name: string; at: string; unit: Unit }) =>
    `${name}: ${place(at, unit)}. Arrow keys move it`,
  handleWithRate: ({ name, at, unit, rate }: { name: string; at: string; unit: Unit; rate: string }) =>
    `${name}: ${place(at, unit)}, rate ${rate}. Arrow keys move it`,
};
