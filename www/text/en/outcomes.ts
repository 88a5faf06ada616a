import type { Unit } from "../unit";
import { counted, place } from "./count";

interface Start {
  x: { name: string; value: string };
  y: { name: string; value: string };
}

const from = ({ x, y }: Start) => `From ${x.name} ${x.value}, ${y.name} ${y.value}`;

export const outcomesText = {
  whereStartsEnd: "Where every start ends",
  atRate: ({ rate }: { rate: string }) => `at η = ${rate}`,
  thrownOut: "thrown out",
  arrivesNowhere: "arrives nowhere",
  settles: "settles",
  valleyAt: ({ name, place }: { name: string; place: string }) => `${name} at ${place}`,
  share: ({ percent }: { percent: number }) => `${percent} %`,
  lessThanOnePercent: "< 1 %",
  shades: ({ length, unit }: { length: number; unit: Unit }) =>
    `lighter: sooner; deeper: later, up to ${counted(length, unit)}`,
  startThrownOut: (start: Start) => `${from(start)}: thrown out.`,
  startArrivesNowhere: ({ length, unit, ...start }: Start & { length: number; unit: Unit }) =>
    `${from(start)}: nowhere yet after ${counted(length, unit)}.`,
  startArrives: ({ valley, at, unit, ...start }: Start & { valley: string; at: number; unit: Unit }) =>
    `${from(start)}: ${valley}, from ${place(at, unit)} on.`,
  pressToWalk: "Press anywhere on the map to walk from there.",
  walking: ({ percent }: { percent: number }) => `Walking from every start … ${percent} %`,
  cancel: "Cancel",
  notAllWalked: "Not every start has been walked from.",
  goOn: "Go on",
};
