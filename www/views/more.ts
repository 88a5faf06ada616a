/** What the first figure of a page does without: it comes when it is shown. */
import { hikersStyle } from "../hikers";
import { lessonStyle } from "../lesson";
import { bandsStyle } from "./bands";
import { dataStyle } from "./data";
import { handlesStyle } from "./handles";
import { hikerButtonStyle } from "./hiker-button";
import { multiplesStyle } from "./multiples";

export { legend, table } from "../hikers";
export { lesson } from "../lesson";
export { Menu } from "../menu";
export { digging, sweeping } from "../waiting";
export { share, sliceControls } from "../slice-controls";
export { Bands } from "./bands";
export { Later } from "../later";
export { Picturing } from "../picturing";
export { Multiples } from "./multiples";
export { Handles } from "./handles";
export { nested } from "../schedulers";
export const moreSheet = new CSSStyleSheet();
moreSheet.replaceSync(
  lessonStyle + hikersStyle + dataStyle + bandsStyle + multiplesStyle + handlesStyle + hikerButtonStyle,
);
