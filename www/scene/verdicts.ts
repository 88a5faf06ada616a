/** The engine's verdicts, a line each. */
import type { Kind } from "../engine/loading";
import { verdictsText } from "../text/en/verdicts";

export type Texture = "lines" | "cross" | "dots";

interface Look {
  /** Of its sentence and of its print: a class, and after two dashes a CSS property. */
  colour: string;
  /** How solid its print is, 0 to 1. */
  fill: number;
  texture?: Texture;
}

/** The earlier one has its word on a track where there is room for one alone. */
const LOOKS: Record<Kind, Look> = {
  too_slow: { colour: "crawls", fill: 0.42 },
  converged: { colour: "arrives", fill: 1 },
  oscillating: { colour: "bounces", fill: 0.5, texture: "lines" },
  stuck: { colour: "stuck", fill: 0.4, texture: "dots" },
  diverged: { colour: "thrown", fill: 0.4, texture: "cross" },
};

/** In the order that numbers stand for them. */
export const KINDS: readonly Kind[] = ["converged", "too_slow", "oscillating", "stuck", "diverged"];

/** How a verdict looks, its sentence on the walk on show, and its word on tracks and maps. */
export const VERDICTS = Object.fromEntries(
  (Object.keys(LOOKS) as Kind[]).map((kind) => [
    kind,
    { ...LOOKS[kind], word: verdictsText.judged[kind], onTrack: verdictsText.onTrack[kind] },
  ]),
) as Record<Kind, Look & { word: string; onTrack: string }>;
