/** What a lesson puts around a figure: a question before it is run, its acts, and what they have shown. */
import { html, nothing, type TemplateResult } from "lit";
import type { ShownScene } from "../scene/shown-scene";
import { lessonText } from "../text/en/lesson";

export interface Lesson {
  scene: ShownScene;
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
    <div class="acts" role="group" aria-label=${lessonText.whatToLookAt}>
      ${acts.map(
        ({ name }, i) =>
          html`<button type="button" aria-pressed=${i === act} @click=${() => perform(i)}>${name}</button>`,
      )}
      <button type="button" class="show" @click=${showMe}>
        ${performing ? lessonText.stop : lessonText.showMe}
      </button>
    </div>
    ${
      answer
        ? html`<div class="reply" role="status">
            <p class="hint" ?hidden=${revealed}>${lessonText.guessFirst}</p>
            <p class="answer ${revealed ? "" : "veiled"}">${answer}</p>
          </div>`
        : nothing
    }
  </div>`;
}

export const lessonStyle = `
.lesson {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px 16px;
}
.lesson p {
  margin: 0;
}
.lesson .question {
  flex: 1 1 26em;
  font-size: 17px;
  font-weight: 600;
}
/* The answer has its place from the start, so that nothing moves when it is told. */
.reply {
  display: grid;
  flex: 1 0 100%;
}
.reply p {
  grid-area: 1 / 1;
  max-width: 90ch;
  padding-left: 12px;
  border-left: 4px solid var(--arrives);
}
.reply .hint {
  border-color: var(--line);
  color: var(--quiet);
}
.reply .veiled {
  visibility: hidden;
}
.acts,
.hikers {
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
}
:is(.acts, .hikers) button[aria-pressed="true"] {
  border-color: var(--ink);
  box-shadow: inset 0 0 0 1px var(--ink);
}
button.show {
  border-color: var(--ink);
  background: var(--ink);
  color: var(--paper);
}
`;
