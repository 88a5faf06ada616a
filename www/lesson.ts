/** What a lesson puts around a figure: a question before it is run, its acts, and what they have shown. */
import { html, nothing, type TemplateResult } from "lit";
import type { Scene } from "./engine";

export interface Lesson {
  scene: Scene;
  act: number | null;
  performing: boolean;
  revealed: boolean;
  perform(act: number): void;
  showMe(): void;
}

export function lesson({ scene, act, performing, revealed, perform, showMe }: Lesson): TemplateResult {
  const { question, answer, acts = [] } = scene;
  return html`<div class="lesson">
    ${question ? html`<p class="question">${question}</p>` : nothing}
    <div class="acts" role="group" aria-label="What to look at">
      ${acts.map(
        ({ name }, i) =>
          html`<button type="button" aria-pressed=${i === act} @click=${() => perform(i)}>${name}</button>`,
      )}
      <button type="button" class="show" @click=${showMe}>${performing ? "Stop" : "Show me"}</button>
    </div>
    ${
      answer
        ? html`<div class="reply" role="status">
            <p class="hint" ?hidden=${revealed}>Make a guess, then press Show me.</p>
            <p class="answer ${revealed ? "" : "veiled"}">${answer}</p>
          </div>`
        : nothing
    }
  </div>`;
}
