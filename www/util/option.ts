import { html, type TemplateResult } from "lit";

const words = (name: string) => name.replaceAll("_", " ");

/** An entry in a menu; one that cannot be chosen says why not. */
export function optionOf(name: string, unfit: Record<string, string>, selected = false): TemplateResult {
  const why = unfit[name];
  const label = why ? `${words(name)}: ${why}` : words(name);
  return html`<option value=${name} ?selected=${selected} ?disabled=${why}>${label}</option>`;
}
