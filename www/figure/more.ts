/** What the first figure of a page does without: it comes when it is shown. */
import { hikersStyle } from "../controls/hikers";
import { lessonStyle } from "../controls/lesson";
import { turnsStyle } from "../controls/changes";
import { bandsStyle } from "../views/rate/bands";
import { dataStyle } from "../views/data/data";
import { handlesStyle } from "../views/charts/handles";
import { previewStyle } from "../views/rate/preview";
import { hikerButtonStyle } from "../controls/hiker-button";
import { multiplesStyle } from "../views/charts/multiples";
import { sharpnessStyle } from "../views/charts/sharpness";

export { legend, table } from "../controls/hikers";
export { lesson } from "../controls/lesson";
export { Menu } from "./menu";
export { changeList, turns } from "../controls/changes";
export { heightsProgress, sweeping } from "../controls/progress";
export { share, sliceControls } from "../controls/slice";
export { Bands } from "../views/rate/bands";
export { Preview } from "../views/rate/preview";
export { Latest } from "../engine/latest";
export { Picturing } from "./picturing";
export { Multiples } from "../views/charts/multiples";
export { SharpnessView } from "../views/charts/sharpness";
export { Handles } from "../views/charts/handles";
export { nested } from "../controls/schedulers";
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
