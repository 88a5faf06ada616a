/** Several hikers: one press chooses whom the slider and the controls speak to. */
import { html, render } from "lit";
import type { Result } from "../../engine/results";
import type { View, ViewContext, ViewState } from "../view";
import { swatch } from "./swatch";
import { hikersText } from "../../text/en/hikers";

export const make = (host: HTMLElement, { actions }: ViewContext): View => ({
  show({ labels }: Result, { chosen }: ViewState): void {
    render(
      html`<div class="hikers" role="group" aria-label=${hikersText.hikers}>
        ${labels.map(
          (label, i) =>
            html`<button type="button" aria-pressed=${i === chosen} @click=${() => actions.choose(i)}>
              ${swatch(i)}${label}
            </button>`,
        )}
      </div>`,
      host,
    );
  },
  themeChanged: () => {},
  destroy: () => render("", host),
});
