/** The verdicts as the map of settings prints them. */
import type { Kind } from "../../engine/loading";
import { PRINT } from "../shared/strip";
import type { Ink } from "./shading";
import { settingsText } from "../../text/en/settings";

/** By the engine's numbers. */
export const KINDS: Kind[] = ["converged", "too_slow", "oscillating", "stuck", "diverged"];
/** The engine's number of a setting that the optimizer does not take. */
export const NOT_ALLOWED = 255;

/** Of each verdict, and of what is not allowed. */
export const settingsInks: Ink[] = KINDS.map((kind) => {
  const { colour, fill, texture } = PRINT[kind]!;
  const texture_ = texture === "lines" ? "rising" : (texture ?? "plain");
  return { colour, texture: texture_, fill, line: 0.9, shaded: kind === "converged" };
});
settingsInks.push({ colour: "--line", texture: "plain", fill: 0.5, line: 0, shaded: false });

export const inkOf = (code: number): number => (code === NOT_ALLOWED ? KINDS.length : code);

export const wordOf = (code: number): string =>
  code === NOT_ALLOWED ? settingsText.notAllowed : PRINT[KINDS[code]!]!.word;
