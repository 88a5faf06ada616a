/** The keys of a figure that has the focus. */
import type { FigureActions } from "./actions";

export function press(event: KeyboardEvent, actions: FigureActions, step: number, project: () => void): void {
  const own = event.composedPath()[0] === event.currentTarget;
  if (!own || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys: Record<string, () => void> = {
    " ": actions.toggle,
    ArrowRight: () => actions.seek(step + 1),
    ArrowLeft: () => actions.seek(step - 1),
    r: actions.restart,
    R: actions.restart,
    p: project,
    P: project,
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
