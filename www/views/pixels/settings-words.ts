/** What stands above and below the map of settings: what is on its axes, zooming, its legend, and how far it has come. */
import { html } from "lit";
import { KINDS, VERDICTS } from "../../scene/verdicts";
import type { Axis } from "./axis";
import { labelOf } from "./hyperparameters";
import { settingsText } from "../../text/en/settings";

interface Head {
  x: Axis;
  y: Axis;
  /** What there is to choose from, by name. */
  names: string[];
  /** Whether there is no nearer view, and whether there is one to go back to. */
  deepest: boolean;
  past: boolean;
  choose(x: string, y: string): void;
  nearer(): void;
  further(): void;
  back(): void;
  whole(): void;
}

export function head({ x, y, names, deepest, past, ...actions }: Head) {
  const menu = (label: string, chosen: string, other: string, choose: (name: string) => void) =>
    html`<label
      ><span class="name">${label}</span
      ><select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${names.map(
          (name) =>
            html`<option value=${name} ?selected=${name === chosen} ?disabled=${name === other}>
              ${labelOf(name)}
            </option>`,
        )}
      </select></label
    >`;
  const button = (text: string, label: string, act: () => void, disabled = false) =>
    html`<button type="button" aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>
      ${text}
    </button>`;
  return html`<b>${settingsText.against({ x: labelOf(x.name), y: labelOf(y.name) })}</b>
    ${menu(settingsText.across, x.name, y.name, (name) => actions.choose(name, y.name))}
    ${menu(settingsText.upwards, y.name, x.name, (name) => actions.choose(x.name, name))}
    <span class="zoom" role="group" aria-label=${settingsText.zoom}>
      ${button("+", settingsText.nearer, actions.nearer, deepest)}
      ${button("−", settingsText.furtherAway, actions.further)}
      ${button(settingsText.back.short, settingsText.back.long, actions.back, !past)}
      ${button(settingsText.whole.short, settingsText.whole.long, actions.whole)}
    </span>`;
}

interface Foot {
  /** Of what is pointed at, or what there is to do. */
  text: string;
  hidden: boolean;
  /** Of a map under way that takes long, from 0 to 1. */
  progress: number | null;
  cancelled: boolean;
  cancel(): void;
  again(): void;
}

export function foot({ text, hidden, progress, cancelled, cancel, again }: Foot) {
  return html`${KINDS.map(
      (kind, k) =>
        html`<span class="entry"
          ><canvas width="34" height="18" aria-hidden="true" data-code=${k}></canvas
          >${VERDICTS[kind].onTrack}</span
        >`,
    )}
    <span class="told" role="status" ?hidden=${hidden}>${text}</span>
    ${progress === null ? "" : html`<span class="long">${settingsText.trying({ percent: Math.round(100 * progress) })} <button type="button" @click=${cancel}>${settingsText.cancel}</button></span>`}
    ${cancelled ? html`<span class="long">${settingsText.notAllTried} <button type="button" @click=${again}>${settingsText.goOn}</button></span>` : ""}`;
}
