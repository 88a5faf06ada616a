/** The look of what is set by hand: buttons, the timeline, the learning rate, fields. */
import { css } from "lit";

export const controlsStyle = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 22px;
  }
  .transport,
  .rate,
  .presets {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .rate {
    gap: 10px;
    margin-left: auto;
  }
  .rate .title {
    font-weight: 600;
    font-size: 17px;
  }
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 34px;
    padding: 0 12px;
    border: 1px solid var(--line);
    border-radius: 17px;
    background: var(--panel);
    cursor: pointer;
    white-space: nowrap;
  }
  button:hover:not(:disabled) {
    border-color: var(--quiet);
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  :is(button, select, input, summary, .scrubber, .figure):focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .figure:focus-visible {
    outline-offset: 6px;
    border-radius: 2px;
  }
  .transport button {
    display: grid;
    place-items: center;
    width: 34px;
    padding: 0;
  }
  .transport .play {
    width: 46px;
    height: 46px;
    border: 0;
    border-radius: 50%;
    background: var(--ink);
    color: var(--paper);
  }
  .transport svg {
    width: 18px;
    height: 18px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .transport .play svg {
    width: 22px;
    height: 22px;
    fill: currentColor;
  }
  .timeline {
    display: flex;
    flex: 1 0 100%;
    align-items: center;
    gap: 14px;
  }
  .counter {
    min-width: 7.6em;
    font-variant-numeric: tabular-nums;
  }
  .scrubber {
    flex: 1;
    min-width: 0;
    height: 24px;
    padding: 0 8px;
    border-radius: 6px;
    cursor: pointer;
    touch-action: pan-y;
  }
  .scrubber svg {
    display: block;
    width: 100%;
    height: 24px;
    overflow: visible;
    fill: var(--ink);
  }
  .scrubber .rail {
    fill: var(--line);
  }
  .scrubber .walked {
    fill: var(--quiet);
  }
  .scrubber circle {
    stroke: var(--paper);
    stroke-width: 2;
  }
  .speed {
    color: var(--quiet);
    font-size: 14px;
  }
  .rate input {
    width: 6.4em; /* 0.000406 has room */
    height: 42px;
    box-sizing: border-box;
    border: 1px solid var(--line);
    border-radius: 6px;
    padding: 0 10px;
    background: var(--panel);
    font-size: 22px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .slider-host {
    min-width: 0;
  }
  .band {
    margin: 2px 0 0;
    color: var(--quiet);
    font-size: 14px;
    min-height: 1.45em;
  }

  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 26px;
    font-size: 14px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset fieldset {
    padding-left: 14px;
    border-left: 2px solid var(--line);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
  }
  .name {
    color: var(--quiet);
  }
  select,
  input:is(.number, .formula) {
    height: 32px;
    box-sizing: border-box;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--panel);
    padding: 0 8px;
    min-width: 0;
    max-width: 100%;
  }
  select {
    max-width: 17em;
  }
  input.formula {
    width: 22em;
  }
  input[type="range"] {
    width: 8em;
    accent-color: var(--ink);
  }
  input.number {
    width: 4.6em;
    font-variant-numeric: tabular-nums;
  }
  input[type="checkbox"] {
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--ink);
  }
  label.check {
    min-height: 32px;
  }
  button.quiet {
    min-height: 30px;
    font-size: 14px;
  }
  .arithmetic {
    min-width: 0;
  }
  .menu {
    min-height: 34px; /* before it has come */
  }
  summary {
    cursor: pointer;
    width: fit-content;
    min-height: 28px;
    align-content: center;
  }
  .arithmetic dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 18px;
    margin: 6px 0 12px;
    padding-left: 14px;
    font-variant-numeric: tabular-nums;
  }
  .arithmetic h4 {
    margin: 8px 0 0;
    font-size: 15px;
  }
  .arithmetic dt {
    color: var(--quiet);
  }
  .arithmetic dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`;
