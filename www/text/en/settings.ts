import type { Unit } from "../unit";
import { place } from "./count";

/** A number of the optimizer's and its value. */
interface Setting {
  name: string;
  value: string;
}
interface Settings {
  x: Setting;
  y: Setting;
}
interface Span {
  name: string;
  low: string;
  high: string;
}

const setting = ({ x, y }: Settings) => `${x.name} ${x.value}; ${y.name} ${y.value}`;

export const settingsText = {
  learningRate: "learning rate",
  firstOf: ({ name }: { name: string }) => `${name}, the first`,
  secondOf: ({ name }: { name: string }) => `${name}, the second`,
  notAllowed: "not allowed",
  against: ({ x, y }: { x: string; y: string }) => `${x} against ${y}`,
  across: "across",
  upwards: "upwards",
  zoom: "Zoom",
  nearer: "Nearer",
  furtherAway: "Further away",
  back: { short: "Back", long: "Back to what was shown before" },
  whole: { short: "Whole", long: "The whole map" },
  countedFrom: ({ name, base }: { name: string; base: string }) => `${name}, from ${base}`,
  settingIs: ({ verdict, ...at }: Settings & { verdict: string }) => `${setting(at)}: ${verdict}`,
  settingIsFrom: ({ verdict, at, unit, ...where }: Settings & { verdict: string; at: number; unit: Unit }) =>
    `${setting(where)}: ${verdict}, from ${place(at, unit)} on`,
  noMoreDigits: "Nearer than this, numbers have no more digits.",
  dragOrPress: "Drag the cross, or press anywhere, to walk so; drag a box to look closer.",
  map: ({ x, y }: { x: Span; y: Span }) =>
    `Map of verdicts: ${x.name} ${x.low} to ${x.high} across, ${y.name} ${y.low} to ${y.high} upwards. + and − zoom, Backspace goes back.`,
  presentSetting: (at: Settings) => `Present setting: ${setting(at)}. Arrow keys move it`,
  trying: ({ percent }: { percent: number }) => `Trying every setting … ${percent} %`,
  cancel: "Cancel",
  notAllTried: "Not every setting has been tried.",
  goOn: "Go on",
};
