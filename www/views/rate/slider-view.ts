/** The learning rate's slider, as of a figure's state. */
import type { Limit } from "../../engine/loading";
import type { Result, Results } from "../../engine/results";
import { VERDICTS } from "../../scene/verdicts";
import { rate as written } from "../../util/format";
import type { View, ViewContext, ViewState } from "../view";
import { Slider, sliderSheet, type SliderPicture } from "./slider";
import { sliderText } from "../../text/en/slider";

export class SliderView implements View {
  readonly slider: Slider;

  constructor(
    host: HTMLElement,
    private results: Results,
    actions: ViewContext["actions"],
  ) {
    this.slider = new Slider(host, { input: actions.previewRate, change: actions.setRate });
  }

  show({ run, experiment, limit, ignored }: Result, state: ViewState): void {
    const { range, strip, stale } = this.results;
    const { chosen, step, revealed, rate } = state;
    const { lr, verdict } = run.hikers[chosen]!;
    const { scheduler, changes } = experiment.hikers[chosen]!;
    this.slider.show({
      ...range,
      value: rate,
      ...limitMark(limit),
      now: scheduler || changes ? lr[Math.min(step, lr.length - 1)]! : null,
      strip,
      stale,
      disabled: state.isLocked("lr"),
      valueText: sliderText.value({
        rate: written(rate),
        ignored,
        verdict: revealed ? VERDICTS[verdict.kind].word : null,
      }),
    });
  }

  themeChanged(): void {
    this.slider.themeChanged();
  }

  destroy(): void {
    this.slider.destroy();
  }
}

/** Where on the slider the largest rate of the schedule is the largest stable one. */
function limitMark(limit: Limit | null): Pick<SliderPicture, "limit" | "limitText"> {
  if (!limit?.scale) return { limit: null, limitText: "" };
  const { rate, scale, formula } = limit;
  const limitText = scale === 1 ? formula : sliderText.limitOfSchedule({ formula, scale: written(scale) });
  return { limit: rate / scale, limitText };
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new SliderView(host, results, actions);
export const sheet = sliderSheet;
