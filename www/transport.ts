/** The walk's buttons, its counter and its speed. */
import { html, svg, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Walk } from "./walk";

const SPEEDS = [0.5, 1, 2, 4];

const icon = {
  restart: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M5 5v5h5M5.5 10a7.5 7.5 0 1 1-1 5" />
  </svg>`,
  back: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 5v14M18 5 10 12l8 7" /></svg>`,
  next: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M17 5v14M6 5l8 7-8 7" /></svg>`,
  play: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7z" /></svg>`,
  pause: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M8 6v12M16 6v12" stroke-width="4" />
  </svg>`,
};

export interface Walking {
  walk: Walk;
  step: number;
  /** As many as are known to come. */
  last: number;
  unit: string;
  /** The records at which the hiker changes its mind. */
  changes: number[];
  /** What one can do where the hiker rests on the way. */
  turns: unknown;
  restart(): void;
  seek(step: number): void;
  toggle(): void;
}

const upper = (word: string) => word[0]!.toUpperCase() + word.slice(1);

export function transport(walking: Walking): TemplateResult {
  const { walk, step, last, unit, changes, turns, restart, seek, toggle } = walking;
  const { playing, speed } = walk;
  const setSpeed = (event: Event) => {
    walk.speed = Number((event.target as HTMLSelectElement).value);
  };
  const scrubbed = (event: Event) => seek(Number((event.target as HTMLInputElement).value));
  return html`<div class="timeline">
      <span class="counter">${unit} ${step} of ${last}</span>
      <div class="scrubber">
        <svg aria-hidden="true">
          ${changes.map((at) => svg`<rect x="${(100 * at) / last}%" width="2" height="100%" />`)}
        </svg>
        <input
          type="range"
          aria-label=${upper(unit)}
          aria-valuetext="${unit} ${step} of ${last}"
          min="0"
          max=${last}
          step="1"
          .value=${live(String(step))}
          @input=${scrubbed}
        />
      </div>
      <label class="speed"
        ><span class="name">speed</span>
        <select aria-label="Speed" @change=${setSpeed}>
          ${SPEEDS.map((s) => html`<option value=${s} ?selected=${s === speed}>${s} ×</option>`)}
        </select></label
      >
    </div>
    <div class="transport" role="group" aria-label="The walk">
      <button type="button" aria-label="Restart" title="Restart (R)" @click=${restart}>
        ${icon.restart}
      </button>
      <button
        type="button"
        aria-label="One ${unit} back"
        title="One ${unit} back (←)"
        @click=${() => seek(step - 1)}
      >
        ${icon.back}
      </button>
      <button
        type="button"
        class="play"
        aria-label=${playing ? "Pause" : "Walk"}
        title="${playing ? "Pause" : "Walk"} (space)"
        @click=${toggle}
      >
        ${playing ? icon.pause : icon.play}
      </button>
      <button
        type="button"
        aria-label="One ${unit} on"
        title="One ${unit} on (→)"
        @click=${() => seek(step + 1)}
      >
        ${icon.next}
      </button>
      ${turns}
    </div>`;
}
