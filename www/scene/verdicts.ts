/** The engine's verdicts: each in a few words, and the name of its colour. */
import type { Kind } from "../engine/loading";
import { verdictsText } from "../text/en/verdicts";

export const VERDICTS: Record<Kind, { word: string; colour: string }> = {
  too_slow: { word: verdictsText.judged.too_slow, colour: "crawls" },
  converged: { word: verdictsText.judged.converged, colour: "arrives" },
  oscillating: { word: verdictsText.judged.oscillating, colour: "bounces" },
  stuck: { word: verdictsText.judged.stuck, colour: "stuck" },
  diverged: { word: verdictsText.judged.diverged, colour: "thrown" },
};
