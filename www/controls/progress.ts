/** What takes long says so, and can be cancelled. */
import { html, nothing, type TemplateResult } from "lit";
import type { Results } from "../engine/results";

const button = (word: string, act: () => void) => html`<button type="button" @click=${act}>${word}</button>`;

/** Under the tracks of all hikers. */
export function sweeping(results: Results, again: () => void): TemplateResult {
  const words = results.tracksCancelled
    ? html`Not every rate has been tried. ${button("Try them", again)}`
    : results.isLong.tracks
      ? html`Trying every rate … ${button("Cancel", () => results.cancelTracks())}`
      : nothing;
  return html`<p class="band tries">${words}</p>`;
}

/** On the map, while its ground is on the way. */
export function heightsProgress(results: Results, stay: () => void): TemplateResult {
  const cancel = () => {
    results.cancelGround();
    stay();
  };
  return html`<p class="digging" role="status">Drawing the mountain … ${button("Cancel", cancel)}</p>`;
}
