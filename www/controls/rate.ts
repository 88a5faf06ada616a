/** The learning rate as a number, the rates worth a visit, and what the track has shown. */
import { html, nothing, type TemplateResult } from "lit";
import type { Strip } from "../engine/loading";
import { rate as written } from "../util/format";

export interface Rate {
  rate: number;
  /** From when on it holds, in words, where that is not the start. */
  from: string;
  locked: boolean;
  strip: Strip | null;
  typed(event: Event): void;
  go(rate: number): void;
}

export function rate({ rate, from, locked, strip, typed, go }: Rate): TemplateResult {
  const presets = strip?.presets;
  // Adam arrives on some grounds however large its first steps are.
  const tooHigh = strip?.kind.some((kind) => kind === "oscillating" || kind === "diverged");
  const preset = (text: string, rate: number | undefined, why?: string) =>
    html`<button
      type="button"
      data-rate=${rate ?? nothing}
      title=${why ?? nothing}
      ?disabled=${locked || !presets || why}
      @click=${() => go(rate!)}
    >
      ${text}
    </button>`;
  return html`<div class="rate">
    <label
      ><span class="title">Learning rate η ${from} =</span>
      <input
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        aria-label="Learning rate, typed"
        ?disabled=${locked}
        .value=${written(rate)}
        @change=${typed}
    /></label>
    <div class="presets" role="group" aria-label="Rates worth a visit">
      ${preset("too low", presets?.tooLow)}
      ${preset(strip && !strip.band ? "gets furthest" : "just right", presets?.justRight)}
      ${preset("too high", presets?.tooHigh, strip && !tooHigh ? "No rate on the track is too high." : undefined)}
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

/** Between rates that are tried others lie: a band's edge may be frayed. */
function arrives([from, to]: [number, number], { lr, decades }: Strip): string {
  if (from === to) return `Only ${written(from)} arrives, of ${lr.length} rates tried.`;
  const tried = lr.filter((rate) => rate >= from && rate <= to).length;
  const wide = `${decades!.toFixed(2)} decades`;
  return `Arrives at all ${tried} rates tried from ${written(from)} to ${written(to)}. The band is ${wide} wide.`;
}

export function band({ strip, limited, ignored, tried, long, cancel, again }: Band): TemplateResult {
  const text = ignored
    ? "This schedule has rates of its own: the learning rate here has no effect."
    : !tried
      ? "The rates have not been tried."
      : !strip
        ? "Trying every rate …"
        : strip.band
          ? arrives(strip.band, strip)
          : "No rate arrives in this many steps.";
  const silent =
    limited || ignored || !strip
      ? ""
      : " No formula gives the largest stable rate here: the track is the answer.";
  const button = (word: string, act: () => void) =>
    html`<button type="button" class="quiet" @click=${act}>${word}</button>`;
  const words = strip && long ? "Trying every rate …" : text + silent;
  const act = !tried ? button("Try them", again) : long ? button("Cancel", cancel) : nothing;
  return html`<p class="band">${words} ${act}</p>`;
}
