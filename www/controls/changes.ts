/** Changing one's mind on the way: the buttons where a hiker rests, and the list of what it changes. */
import { html, nothing, type TemplateResult } from "lit";
import { inWords } from "../scene/changes";
import type { ShownHiker } from "../scene/shown-scene";
import { changesText } from "../text/en/changes";
import type { Unit } from "../text/unit";

const MOST_HIKERS = 8; // who can be told apart

export function turns(
  hikers: readonly ShownHiker[],
  rests: boolean,
  turn: (fork: boolean) => void,
): TemplateResult {
  const full = hikers.length >= MOST_HIKERS;
  const button = (fork: boolean, word: string, title: string) =>
    html`<button
      type="button"
      title=${rests ? title : changesText.whereItRests}
      ?disabled=${!rests || (fork && full)}
      @click=${() => turn(fork)}
    >
      ${word}
    </button>`;
  return html`<span class="turns" role="group" aria-label=${changesText.fromHereOn}>
    ${button(false, changesText.changeFromHere, changesText.changeFromHereHelp)}
    ${button(
      true,
      changesText.forkHere,
      full ? changesText.mostHikers({ most: MOST_HIKERS }) : changesText.forkHereHelp,
    )}
  </span>`;
}

interface Actions {
  seek(step: number): void;
  remove(at: number): void;
}

export function changeList(
  hiker: ShownHiker,
  unit: Unit,
  locked: boolean,
  { seek, remove }: Actions,
): TemplateResult | typeof nothing {
  if (!hiker.changes?.length) return nothing;
  const item = (change: NonNullable<ShownHiker["changes"]>[number]) => {
    const { at } = change;
    return html`<li>
      <button type="button" title=${changesText.goTo({ at, unit })} @click=${() => seek(at)}>
        <svg viewBox="0 0 12 14" aria-hidden="true"><path d="M2 13V2l8 3-8 3" /></svg
        >${changesText.changeAt({ at, unit, change: inWords(hiker, change) })}
      </button>
      ${
        locked
          ? nothing
          : html`<button
              type="button"
              class="remove"
              aria-label=${changesText.remove({ at, unit })}
              @click=${() => remove(at)}
            >
              ×
            </button>`
      }
    </li>`;
  };
  return html`<ul class="changes" aria-label=${changesText.changes}>
    ${hiker.changes.map(item)}
  </ul>`;
}

export const turnsStyle = `
.turns { display: flex; gap: 6px; margin-left: 8px; }
.transport .turns button { display: block; width: auto; min-height: 30px; padding: 0 10px; font-size: 14px; }
.changes { display: flex; flex: 1 0 100%; flex-wrap: wrap; gap: 6px; margin: 0; padding: 0; list-style: none; }
.changes li { display: flex; border: 1px solid var(--line); border-radius: 17px; background: var(--panel); }
.changes button { min-height: 28px; border: 0; background: none; font-size: 14px; font-variant-numeric: tabular-nums; }
.changes svg { width: 11px; height: 13px; margin-right: 3px; vertical-align: -1px; fill: currentColor; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; }
.changes .remove { min-width: 28px; padding: 0 8px 0 0; font-size: 17px; }
@container figure (max-width: 760px) {
  .turns { margin: 0; }
  .transport .turns button { min-height: 44px; flex: 1; }
  .changes li { border-radius: 22px; }
  .changes .remove { min-width: 44px; }
}
`;
