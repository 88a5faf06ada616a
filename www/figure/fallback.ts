/** What stands in a figure's place where its engine cannot run: a drawing, and why. */
import { html, type TemplateResult } from "lit";
import { fallbackText } from "../text/en/fallback";

const EMPTY = [0, 97, 115, 109, 1, 0, 0, 0]; // the smallest module
const LANES = [...EMPTY, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

/** Why the engine does not run, and what to do; `fault` is what loading it said. */
export async function why(fault: Error): Promise<string> {
  if (typeof WebAssembly === "undefined") return fallbackText.noWebAssembly;
  if (!WebAssembly.validate(new Uint8Array(LANES)) || typeof DecompressionStream === "undefined")
    return fallbackText.browserTooOld;
  try {
    await WebAssembly.compile(new Uint8Array(EMPTY));
  } catch {
    return fallbackText.forbiddenByPolicy;
  }
  return fault.message;
}

export const picture = (sentence: string): TemplateResult =>
  html`<svg viewBox="0 0 640 300" width="100%" height="300" role="img" aria-label=${fallbackText.picture}>
      <rect width="640" height="300" rx="4" fill="var(--panel)" />
      <path
        d="M0 96C70 60 120 150 180 180S250 235 300 235S380 150 430 150S500 205 540 200S610 130 640 90V300H0Z"
        fill="var(--line)"
        stroke="var(--quiet)"
        stroke-width="2"
      />
      <path d="M60 87 152 164 212 203 262 229 296 235" fill="none" stroke="var(--trail)" stroke-width="3" />
      <circle cx="60" cy="87" r="5" fill="var(--trail)" />
      <circle cx="152" cy="164" r="5" fill="var(--trail)" />
      <circle cx="212" cy="203" r="5" fill="var(--trail)" />
      <circle cx="262" cy="229" r="5" fill="var(--trail)" />
      <circle cx="296" cy="230" r="10" fill="var(--hiker)" stroke="var(--panel)" stroke-width="3" />
    </svg>
    <p class="fault" role="alert">${sentence}</p>`;
