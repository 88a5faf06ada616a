import { html, type TemplateResult } from "lit";

export const swatch = (i: number): TemplateResult =>
  html`<i class="swatch h${i % 8}" aria-hidden="true"></i>`;
