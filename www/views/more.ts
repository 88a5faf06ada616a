/** What the first figure of a page does without: it comes when it is shown. */
import { hikersStyle } from "../hikers";
import { lessonStyle } from "../lesson";
import { turnsStyle } from "../turns";
import { bandsStyle } from "./bands";
import { dataStyle } from "./data";
import { handlesStyle } from "./handles";
import { previewStyle } from "./ghost";
import { hikerButtonStyle } from "./hiker-button";
import { multiplesStyle } from "./multiples";
import { sharpnessStyle } from "./sharpness";

export { legend, table } from "../hikers";
export { lesson } from "../lesson";
export { Menu } from "../menu";
export { changeList, turns } from "../turns";
export { digging, sweeping } from "../waiting";
export { share, sliceControls } from "../slice-controls";
export { Bands } from "./bands";
export { Preview } from "./ghost";
export { Later } from "../later";
export { Picturing } from "../picturing";
export { Multiples } from "./multiples";
export { SharpnessView } from "./sharpness";
export { Handles } from "./handles";
export { nested } from "../schedulers";
export const moreSheet = new CSSStyleSheet();
moreSheet.replaceSync(
  lessonStyle +
    hikersStyle +
    dataStyle +
    bandsStyle +
    multiplesStyle +
    handlesStyle +
    hikerButtonStyle +
    previewStyle +
    turnsStyle +
    sharpnessStyle,
);
