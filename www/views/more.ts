/** What the first figure of a page does without: it comes when it is shown. */
import { bandsStyle } from "./bands";
import { dataStyle } from "./data";
import { hikerButtonStyle } from "./hiker-button";
import { multiplesStyle } from "./multiples";

export { legend, table } from "../hikers";
export { lesson } from "../lesson";
export { sliceControls } from "../slice-controls";
export { Bands } from "./bands";
export { DataView, dataWindow } from "./data";
export { Multiples } from "./multiples";
export const moreStyle = dataStyle + bandsStyle + multiplesStyle + hikerButtonStyle;
