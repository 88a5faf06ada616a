/** Which plane through many parameters the map shows, in plain words. */
import { html, nothing, type TemplateResult } from "lit";
import type { Slice } from "../engine/loading";
import type { DeepReadonly } from "../scene/shown-scene";
import { sliceText } from "../text/en/slice";

export function sliceControls(
  slice: DeepReadonly<Slice>,
  names: string[],
  locked: boolean,
  set: (slice: Slice) => void,
): TemplateResult {
  const start: Record<Slice["of"], Slice> = {
    walk: { of: "walk" },
    weights: { of: "weights", pair: [0, 1] },
    random: { of: "random", seed: 0 },
  };
  const planes = Object.entries(sliceText.planes) as [Slice["of"], string][];
  const side = (pair: readonly [number, number], k: 0 | 1, label: string) => {
    const other = pair[1 - k];
    const chosen = (event: Event) => {
      const value = Number((event.target as HTMLSelectElement).value);
      set({ of: "weights", pair: k === 0 ? [value, pair[1]] : [pair[0], value] });
    };
    return html`<label
      ><span class="name">${label}</span
      ><select @change=${chosen}>
        ${names.map((name, i) =>
          i === other ? nothing : html`<option value=${i} ?selected=${i === pair[k]}>${name}</option>`,
        )}
      </select></label
    >`;
  };
  const { of } = slice;
  return html`<fieldset ?disabled=${locked}>
    <label title=${sliceText.whatASliceIs}
      ><span class="name">${sliceText.sliceAlong}</span
      ><select
        @change=${(event: Event) => set(start[(event.target as HTMLSelectElement).value as Slice["of"]])}
      >
        ${planes.map(([name, words]) => html`<option value=${name} ?selected=${name === of}>${words}</option>`)}
      </select></label
    >
    ${slice.of === "weights" ? [side(slice.pair, 0, sliceText.across), side(slice.pair, 1, sliceText.up)] : nothing}
    ${
      slice.of === "random"
        ? html`<button
            type="button"
            class="quiet"
            @click=${() => set({ of: "random", seed: ((slice.seed ?? 0) + 1) % 2 ** 32 })}
          >
            ${sliceText.otherDirections}
          </button>`
        : nothing
    }
  </fieldset>`;
}
