/** Which views a figure offers beside those that it shows, and what a scene is once one of them is shown or not. */
import type { Result } from "../engine/results";
import type { ShownScene } from "../scene/shown-scene";
import { isOnRequest, isShown } from ".";
import type { ViewDef } from "./view";

export const isOffered = ({ fits, isOffered = fits }: ViewDef, result: Result): boolean => isOffered(result);

/** The scene's `views` with one of them shown or not; `all` are those there are. */
export function shownWith(id: string, on: boolean, scene: ShownScene, all: string[]): string[] | undefined {
  const wanted = all.filter((one) => (one === id ? on : isShown(one, scene)));
  const usual = all.filter((one) => !isOnRequest(one));
  return String(wanted) === String(usual) ? undefined : wanted;
}
