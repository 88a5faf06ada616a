/** The learning rate as a number, the rates worth a visit, and what the track has shown. */
import { html, nothing, type TemplateResult } from "lit";
import type { Strip } from "../engine/loading";
import { rate as written } from "../util/format";
import { rateText } from "../text/en/rate";
import type { Unit } from "../text/unit";

export interface Rate {
  rate: number;
  /** From when on it holds. */
  since: number;
  unit: Unit;
  locked: boolean;
  strip: Strip | null;
  typed(event: Event): void;
  go(rate: number): void;
}

export function rate({ rate, since, unit, locked, strip, typed, go }: Rate): TemplateResult {
  const presets = strip?.presets;
  // `rate` is null where no rate of the track does what is promised, as of Adam, which arrives on some mountains however
  // large its first steps are; `none` says so.
  const preset = (text: string, rate: number | null | undefined, none?: string) => {
    const why = rate === null ? none : undefined;
    return html`<button
      type="button"
      data-rate=${rate ?? nothing}
      title=${why ?? nothing}
      ?disabled=${locked || !presets || why}
      @click=${() => go(rate!)}
    >
      ${text}
    </button>`;
  };
  return html`<div class="rate">
    <label
      ><span class="title"
        >${since > 0 ? rateText.learningRateFrom({ at: since, unit }) : rateText.learningRateIs}</span
      >
      <input
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        aria-label=${rateText.learningRateTyped}
        ?disabled=${locked}
        .value=${written(rate)}
        @change=${typed}
    /></label>
    <div class="presets" role="group" aria-label=${rateText.ratesWorthAVisit}>
      ${preset(rateText.tooLow, presets?.tooLow, rateText.noneTooLow)}
      ${preset(strip && !strip.band ? rateText.getsFurthest : rateText.justRight, presets?.justRight)}
      ${preset(rateText.tooHigh, presets?.tooHigh, rateText.noneTooHigh)}
    </div>
  </div>`;
}

export interface Band {
  strip: Strip | null;
  /** Whether a formula gives the largest stable rate. */
  limited: boolean;
  /** Whether the rate has no effect. */
  ignored: boolean;
  tried: boolean;
  /** Whether trying takes long enough to offer its end. */
  long: boolean;
  cancel(): void;
  again(): void;
}

function arrives({ bands, decades }: Strip): string {
  const all = bands.map(([low, high]) => ({ low: written(low), high: written(high) }));
  return all.length === 1 && decades
    ? rateText.arrivesInBand({ ...all[0]!, decades: decades.toFixed(2) })
    : rateText.arrives(all);
}

export function band({ strip, limited, ignored, tried, long, cancel, again }: Band): TemplateResult {
  const text = ignored
    ? rateText.hasNoEffect
    : !tried
      ? rateText.notTried
      : !strip
        ? rateText.tryingRates
        : strip.band
          ? arrives(strip)
          : rateText.noRateArrives;
  const silent = !limited && !ignored && strip;
  const button = (word: string, act: () => void) =>
    html`<button type="button" class="quiet" @click=${act}>${word}</button>`;
  const words = strip && long ? rateText.tryingRates : silent ? `${text} ${rateText.noFormula}` : text;
  const act = !tried ? button(rateText.tryThem, again) : long ? button(rateText.cancel, cancel) : nothing;
  return html`<p class="band">${words} ${act}</p>`;
}
