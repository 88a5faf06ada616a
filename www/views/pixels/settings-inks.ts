/** The verdicts as the map of settings prints them. */
import { KINDS, VERDICTS } from "../../scene/verdicts";
import type { Ink } from "./shading";
import { settingsText } from "../../text/en/settings";

/** The engine's number of a setting that the optimizer does not take. */
export const NOT_ALLOWED = 255;

/** Of each verdict, and of what is not allowed. */
export const settingsInks: Ink[] = KINDS.map((kind) => {
  const { colour, fill, texture } = VERDICTS[kind];
  const texture_ = texture === "lines" ? "rising" : (texture ?? "plain");
  return { colour: `--${colour}`, texture: texture_, fill, line: 0.9, shaded: kind === "converged" };
});
settingsInks.push({ colour: "--line", texture: "plain", fill: 0.5, line: 0, shaded: false });

export const inkOf = (code: number): number => (code === NOT_ALLOWED ? KINDS.length : code);

export const wordOf = (code: number): string =>
  code === NOT_ALLOWED ? settingsText.notAllowed : VERDICTS[KINDS[code]!].onTrack;
