import type { Unit } from "../unit";
import { place } from "./count";

export const figureText = {
  figure: "A hiker on a mountain. Space walks and pauses, arrows step, R restarts.",
  beingDrawn: "The mountain is being drawn …",
  walk: "Walking",
  walking: ({ percent }: { percent: number }) => `Walking … ${percent} %`,
  cancel: "Cancel",
  openWithoutWrong: "Open it without what is wrong",
  openFirstMountain: "Open the first mountain",
  keepThisOne: "Keep this one",
  arithmeticOf: ({ at, unit }: { at: number; unit: Unit }) => `The arithmetic of ${place(at, unit)}`,
};
