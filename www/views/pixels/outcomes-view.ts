/** The map of where every start ends, as of a figure's state: it lies over the mountain, its legend under it. */
import type { Result } from "../../engine/results";
import type { View, ViewContext, ViewState } from "../view";
import { Outcomes, outcomesStyle } from "./outcomes";
import { keyStyle } from "./key-style";

class OutcomesView implements View {
  private outcomes: Outcomes;

  constructor(
    host: HTMLElement,
    private context: ViewContext,
  ) {
    const { actions } = context;
    this.outcomes = new Outcomes(host, {
      walk: (at) => actions.moveStart(at, true),
      failed: actions.failed,
    });
    context.setOverlay(this.outcomes);
  }

  show({ experiment, landscape }: Result, { chosen, isLocked }: ViewState): void {
    const alone = { ...experiment, hikers: [experiment.hikers[chosen]!] };
    this.outcomes.show({ experiment: alone, landscape, locked: isLocked("start") });
  }

  themeChanged(): void {
    this.outcomes.themeChanged();
  }

  destroy(): void {
    this.context.setOverlay(null);
    this.outcomes.destroy();
  }
}

export const make = (host: HTMLElement, context: ViewContext): View => new OutcomesView(host, context);
export const sheet = new CSSStyleSheet();
sheet.replaceSync(keyStyle + outcomesStyle);
