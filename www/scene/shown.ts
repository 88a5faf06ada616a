/** Which views a figure shows: all but those on request, unless its scene names them. */
import type { Result } from "../engine/results";
import type { ShownScene } from "./shown-scene";

/** Views that are shown only where a scene asks for them: what the button says that does. */
export const ON_REQUEST: Record<string, string> = {
  outcomes: "Where every start ends",
  settings: "Rate against momentum",
  race: "Race",
  finder: "Rate finder",
  bands: "Rates of each hiker",
  table: "Table of hikers",
  multiples: "A chart for each",
  accuracy: "Accuracy",
  weights: "Weight size",
  sharpness: "Sharpness",
};

/** Views that need more than every figure has. */
const NEEDS: Record<string, (result: Result) => boolean> = {
  outcomes: ({ landscape }) => landscape.dim === 2,
  data: ({ table }) => table !== null,
  accuracy: ({ run }) => "accuracy" in run.hikers[0]!.metrics,
  weights: ({ sizes }) => sizes !== null,
  hikers: ({ run }) => run.hikers.length > 1,
  multiples: ({ run }) => run.hikers.length > 1,
  table: ({ run }) => run.hikers.length > 1,
  bands: ({ run }) => run.hikers.length > 1,
};

export const fits = (view: string, result: Result): boolean => NEEDS[view]?.(result) ?? true;

export const isShown = (view: string, { views }: ShownScene): boolean =>
  views?.includes(view) ?? !(view in ON_REQUEST);

/** The scene's `views` with one of them shown or not; `all` are those there are. */
export function shownWith(view: string, on: boolean, scene: ShownScene, all: string[]): string[] | undefined {
  const wanted = all.filter((one) => (one === view ? on : isShown(one, scene)));
  const usual = all.filter((one) => !(one in ON_REQUEST));
  return String(wanted) === String(usual) ? undefined : wanted;
}
