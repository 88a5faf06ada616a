/** The engine's verdicts: each in a few words, and the name of its colour. */
import type { Kind } from "../engine/loading";

export const VERDICTS: Record<Kind, { word: string; colour: string }> = {
  too_slow: { word: "Too low.", colour: "crawls" },
  converged: { word: "Just right.", colour: "arrives" },
  oscillating: { word: "Too high.", colour: "bounces" },
  stuck: { word: "Stopped short.", colour: "stuck" },
  diverged: { word: "Far too high.", colour: "thrown" },
};
