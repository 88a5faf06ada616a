/** What a first figure does without: it comes once that has been shown. */
import { turnsStyle } from "../controls/changes";
import { lessonStyle } from "../controls/lesson";
import { hikersStyle } from "../views/hikers/style";
import { previewStyle } from "./preview";

export { changeList, turns } from "../controls/changes";
export { controls } from "../controls/controls";
export { lesson } from "../controls/lesson";
export { nested } from "../controls/schedulers";
export { sliceControls } from "../controls/slice";
export { Acts } from "./acts";
export { Arithmetic } from "./arithmetic";
export { Menu } from "./menu";
export { Preview } from "./preview";

export const moreSheet = new CSSStyleSheet();
moreSheet.replaceSync(lessonStyle + hikersStyle + previewStyle + turnsStyle);
