/** A list of snippets, each copied with one press. */
import { html, type TemplateResult } from "lit";
import type { Snippet } from "./snippets";
import { snippetsText } from "../text/en/snippets";

/** Into the clipboard; where that is refused, selected, for the reader's own hand. */
async function copy(event: Event): Promise<void> {
  const button = event.currentTarget as HTMLButtonElement;
  const item = button.closest("li")!;
  const field = item.querySelector("textarea")!;
  const said = item.querySelector("[role=status]")!;
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = snippetsText.copied;
  } catch {
    field.focus();
    field.select();
    said.textContent = snippetsText.selected;
  }
}

export const snippetList = (snippets: Snippet[]): TemplateResult =>
  html`<ul class="snippets">
    ${snippets.map(
      ({ way, where, text }) =>
        html`<li>
          <div class="way">
            <span><b>${way}</b> ${where} <i role="status"></i></span>
            <button type="button" aria-label=${snippetsText.copyOf({ way })} @click=${copy}>${snippetsText.copy}</button>
          </div>
          <textarea readonly rows=${text.split("\n").length} wrap="off" spellcheck="false" aria-label=${way} .value=${text}></textarea>
        </li>`,
    )}
  </ul>`; // prettier-ignore

export const snippetsStyle = `
.snippets { display: flex; flex-direction: column; gap: 12px; margin: 0; padding: 0; list-style: none; }
.snippets .way { display: flex; align-items: center; gap: 8px; }
.snippets .way span { flex: 1; color: var(--quiet); font-size: 14px; }
.snippets .way b { margin-right: 4px; color: var(--ink); font-size: 15px; }
.snippets .way i { color: var(--arrives-text); font-style: normal; }
.snippets .way button { flex: none; min-height: 28px; font-size: 14px; }
.snippets textarea {
  display: block;
  box-sizing: border-box;
  width: 100%;
  margin-top: 4px;
  padding: 6px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--panel);
  color: inherit;
  font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  resize: vertical;
}
.snippets textarea:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
`;
