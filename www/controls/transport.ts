/** The walk's buttons, its counter and its speed. */
import { html, svg, type TemplateResult } from "lit";
import { local } from "../util/pointer";
import { transportText } from "../text/en/transport";
import type { Unit } from "../text/unit";

const SPEEDS = [0.5, 1, 2, 4];
const INSET = 8; // pixels the ends of the walk lie inside its line, so that the knob never hangs over

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
  playback: { playing: boolean; speed: number };
  step: number;
  /** As many as are known to come. */
  last: number;
  unit: Unit;
  /** The records at which the hiker changes its mind. */
  changes: number[];
  /** What one can do where the hiker rests on the way. */
  turns: unknown;
  restart(): void;
  seek(step: number): void;
  toggle(): void;
}

const share = (step: number, last: number) => `${(100 * Math.min(step, last)) / Math.max(1, last)}%`;

/** The whole walk as a line, and the hiker's place on it. Not a slider: of those a figure has one, the rate's. */
function scrubber({ step, last, unit, changes, seek }: Walking): TemplateResult {
  const drag = (event: PointerEvent) => {
    const line = event.currentTarget as HTMLElement;
    if (event.type === "pointerdown" && !event.button) line.setPointerCapture(event.pointerId);
    if (!line.hasPointerCapture(event.pointerId)) return;
    seek(Math.round(((local(event, line)[0] - INSET) / (line.clientWidth - 2 * INSET)) * last));
  };
  const key = (event: KeyboardEvent) => {
    const page = Math.ceil(last / 10);
    const moves: Record<string, number> = {
      ArrowRight: step + 1,
      ArrowUp: step + 1,
      ArrowLeft: step - 1,
      ArrowDown: step - 1,
      PageUp: step + page,
      PageDown: step - page,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    seek(to);
  };
  return html`<div
    class="scrubber"
    role="spinbutton"
    tabindex="0"
    aria-label=${transportText.unit[unit]}
    aria-valuemin="0"
    aria-valuemax=${last}
    aria-valuenow=${step}
    aria-valuetext=${transportText.placeOf(step, last, unit)}
    @pointerdown=${drag}
    @pointermove=${drag}
    @keydown=${key}
  >
    <svg aria-hidden="true">
      <rect class="rail" width="100%" y="10" height="4" rx="2" />
      <rect class="walked" width=${share(step, last)} y="10" height="4" rx="2" />
      ${changes.map((at) => svg`<rect class="change" x=${share(at, last)} y="2" width="2" height="20" />`)}
      <circle cx=${share(step, last)} cy="12" r="7" />
    </svg>
  </div>`;
}

export function transport(walking: Walking): TemplateResult {
  const { playback, step, last, unit, turns, restart, seek, toggle } = walking;
  const { playing, speed } = playback;
  const setSpeed = (event: Event) => {
    playback.speed = Number((event.target as HTMLSelectElement).value);
  };
  return html`<div class="timeline">
      <span class="counter">${transportText.placeOf(step, last, unit)}</span>
      ${scrubber(walking)}
      <label class="speed"
        ><span class="name">${transportText.speed}</span>
        <select aria-label=${transportText.speedOfWalk} @change=${setSpeed}>
          ${SPEEDS.map((s) => html`<option value=${s} ?selected=${s === speed}>${transportText.times({ speed: s })}</option>`)}
        </select></label
      >
    </div>
    <div class="transport" role="group" aria-label=${transportText.theWalk}>
      <button
        type="button"
        aria-label=${transportText.restart}
        title=${transportText.restartByKey}
        @click=${restart}
      >
        ${icon.restart}
      </button>
      <button
        type="button"
        aria-label=${transportText.oneBack[unit]}
        title=${transportText.oneBackByKey[unit]}
        @click=${() => seek(step - 1)}
      >
        ${icon.back}
      </button>
      <button
        type="button"
        class="play"
        aria-label=${playing ? transportText.pause : transportText.walk}
        title=${playing ? transportText.pauseByKey : transportText.walkByKey}
        @click=${toggle}
      >
        ${playing ? icon.pause : icon.play}
      </button>
      <button
        type="button"
        aria-label=${transportText.oneOn[unit]}
        title=${transportText.oneOnByKey[unit]}
        @click=${() => seek(step + 1)}
      >
        ${icon.next}
      </button>
      ${turns}
    </div>`;
}
