import { html, type TemplateResult } from "lit";

/** A sentence with its marks: **bold**, and `code`. */
export function marked(sentence: string): (string | TemplateResult)[] {
  const parts = sentence.split(/(\*\*.*?\*\*|`.*?`)/);
  return parts.map((part) => {
    if (part.startsWith("**")) return html`<b>${part.slice(2, -2)}</b>`;
    return part.startsWith("`") ? html`<code>${part.slice(1, -1)}</code>` : part;
  });
}
