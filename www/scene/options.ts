/** The options of a hiker besides its optimizer and its scheduler: whatever tells hikers apart looks here. */
import type { Hiker } from "../engine/loading";
import { optionsText } from "../text/en/hikers";
import type { ShownHiker } from "./shown-scene";

export type Options = Omit<Hiker, "optimizer" | "scheduler" | "changes">;
type Option = keyof Options;

/** Typed by all options: one that has no words does not compile. */
const WORDS: { [K in Option]-?: { whenSet: (value: NonNullable<Hiker[K]>) => string; unset: string } } =
  optionsText;

export const OPTIONS = Object.keys(WORDS) as readonly Option[];

const isSetIn = (hiker: Partial<ShownHiker>) => (option: Option) => hiker[option] !== undefined;

/** Those that a hiker, or a change on its way, sets. */
export const optionsOf = (hiker: Partial<ShownHiker>): Options =>
  Object.fromEntries(OPTIONS.filter(isSetIn(hiker)).map((option) => [option, hiker[option]]));

/** An option in words, set or not. */
export function optionInWords(hiker: Partial<ShownHiker>, option: Option): string {
  const value = hiker[option];
  return value === undefined ? WORDS[option].unset : WORDS[option].whenSet(value);
}

/** Those that are set, in words. */
export const optionsInWords = (hiker: Partial<ShownHiker>): string[] =>
  OPTIONS.filter(isSetIn(hiker)).map((option) => optionInWords(hiker, option));
