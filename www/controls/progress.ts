/** What takes long says so, and can be cancelled. */
import { html, nothing, type TemplateResult } from "lit";
import type { Answers } from "../engine/answers";

const button = (word: string, act: () => void) => html`<button type="button" @click=${act}>${word}</button>`;

/** Under the tracks of all hikers. */
export function sweeping(answers: Answers, again: () => void): TemplateResult {
  const words = !answers.sweptAll
    ? html`Not every rate has been tried. ${button("Try them", again)}`
    : answers.isLong.tracks
      ? html`Trying every rate … ${button("Cancel", () => answers.cancelTracks())}`
      : nothing;
  return html`<p class="band tries">${words}</p>`;
}

/** On the map, while its ground is on the way. */
export function digging(answers: Answers, stay: () => void): TemplateResult {
  const cancel = () => {
    answers.cancelGround();
    stay();
  };
  return html`<p class="digging" role="status">Drawing the mountain … ${button("Cancel", cancel)}</p>`;
}
