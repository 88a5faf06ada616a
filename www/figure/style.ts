/** The look of a figure: paper and ink, one colour for the walk, one for the hiker, one for each verdict. */
import { css } from "lit";

export const style = css`
  :host {
    display: block;
    container: figure / inline-size;
  }
  /* Nothing is inherited from the page around but where its reader may see and touch. */
  .figure {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    direction: ltr;
  }
  [hidden] {
    display: none !important;
  }
  .figure {
    --theme: light;
    --paper: #faf8f3;
    --panel: #fffefb;
    --ink: #22302b;
    --quiet: #5d6862;
    --line: #d9d5c8;
    --trail: #c8102e;
    --hiker: #1d3557;
    --crawls: #5b8db8;
    --arrives: #2f8f5b;
    --bounces: #e0a030;
    --stuck: #8a6fa8;
    --thrown: #b5423c;
    --crawls-text: #2f6490;
    --arrives-text: #1f7145;
    --bounces-text: #8a5a00;
    --stuck-text: #6b4f8c;
    --thrown-text: #a5322c;
    --focus: #1a5fb4;
    color-scheme: light;
    background: var(--paper);
    color: var(--ink);
    font:
      15px/1.45 system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Noto Sans",
      "DejaVu Sans",
      sans-serif;
    text-align: left;
    outline: none;
    display: flex;
    flex-direction: column;
    gap: 10px;
    /* Okabe and Ito's colours, told apart by colour-blind readers too; the yellow darkened for paper. */
    --h0: #0072b2;
    --h1: #d55e00;
    --h2: #009e73;
    --h3: #cc79a7;
    --h4: #b8860b;
    --h5: #56b4e9;
    --h6: #444444;
    --h7: #8b5a2b;
  }
  .top {
    display: grid;
    gap: 10px 20px;
    grid-template:
      "map charts" minmax(0, 1fr)
      "map verdict" auto / minmax(0, 1.12fr) minmax(0, 1fr);
  }
  .no-map .top {
    grid-template: "charts" auto "verdict" auto / minmax(0, 1fr);
  }
  .no-charts .top {
    grid-template: "map" auto "verdict" auto / minmax(0, 1fr);
  }
  .figure.dark {
    --theme: dark;
    --paper: #171c1a;
    --panel: #1f2623;
    --ink: #e6e3d8;
    --quiet: #a3aaa2;
    --line: #3a433e;
    --trail: #ff7a7a;
    --hiker: #a9c9f5;
    --crawls: #6fa3d0;
    --arrives: #4fb57f;
    --bounces: #e3ae4d;
    --stuck: #b195d3;
    --thrown: #dc6f66;
    --crawls-text: #8fbbe2;
    --arrives-text: #6fcb99;
    --bounces-text: #ecc06d;
    --stuck-text: #c6afe2;
    --thrown-text: #f0938b;
    --focus: #8ab8f2;
    --h0: #56b4e9;
    --h1: #e8833a;
    --h2: #2fc79b;
    --h3: #e0a0c6;
    --h4: #f0e442;
    --h5: #9cc9f0;
    --h6: #c8c8c8;
    --h7: #c89b6a;
    color-scheme: dark;
  }

  .ground {
    grid-area: map;
    display: flex;
    gap: 12px;
    height: clamp(300px, 36cqw, 560px);
  }
  .map {
    position: relative;
    flex: 1.35;
    min-width: 0;
    overflow: hidden;
    border-radius: 4px;
    background: var(--line);
  }
  .data-host {
    box-sizing: border-box;
    flex: 1;
    min-width: 0;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--panel);
  }
  .map .whole {
    z-index: 1; /* above the canvases */
    position: absolute;
    left: 10px;
    bottom: 34px;
  }
  .note {
    margin: 0;
    padding: 16px;
    color: var(--quiet);
  }
  .share {
    position: absolute;
    z-index: 1;
    left: 50%;
    bottom: 26px;
    translate: -50%;
    width: max-content;
    max-width: calc(100% - 96px);
    margin: 0;
    padding: 1px 8px;
    border-radius: 4px;
    background: var(--paper);
    font-size: 13px;
  }
  .digging {
    position: absolute;
    z-index: 1;
    left: 10px;
    top: 10px;
    margin: 0;
    padding: 1px 8px;
    border-radius: 4px;
    background: var(--paper);
    font-size: 13px;
  }
  :is(.band, .digging) button {
    min-height: 24px;
    height: auto;
    padding: 0 4px;
    border: 0;
    background: none;
    font: inherit;
    text-decoration: underline;
  }
  .charts {
    grid-area: charts;
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-width: 0;
    min-height: 0;
  }
  .loss-host {
    flex: 1;
    min-height: 140px;
  }
  .extra-host {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .extra-host > * {
    height: 120px;
  }
  .no-map .charts {
    flex-flow: row wrap;
    gap: 12px 20px;
  }
  .no-map .charts > *,
  .no-map .extra-host > * {
    flex: 1 1 300px;
    height: 210px;
  }
  .no-map .extra-host {
    display: contents;
  }
  .no-map .verdict {
    min-height: 1.45em;
  }
  .under-way {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0;
    color: var(--quiet);
  }
  .verdict i {
    font-style: normal;
    color: var(--quiet);
  }
  .chart-host {
    min-width: 0;
    min-height: 0;
  }
  .rate-host {
    height: 104px;
  }
  .rate-host.constant {
    height: 76px;
  }
  .verdict {
    grid-area: verdict;
    margin: 0;
    min-height: 4.35em;
    padding: 2px 0 2px 12px;
    border-left: 4px solid var(--verdict);
  }
  .verdict.crawls {
    --verdict: var(--crawls);
    --verdict-text: var(--crawls-text);
  }
  .verdict.arrives {
    --verdict: var(--arrives);
    --verdict-text: var(--arrives-text);
  }
  .verdict.bounces {
    --verdict: var(--bounces);
    --verdict-text: var(--bounces-text);
  }
  .verdict.stuck {
    --verdict: var(--stuck);
    --verdict-text: var(--stuck-text);
  }
  .verdict.thrown {
    --verdict: var(--thrown);
    --verdict-text: var(--thrown-text);
  }
  .verdict b {
    color: var(--verdict-text);
  }

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
  .fault {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin: 0;
    padding: 10px 14px;
    border: 1px solid var(--thrown);
    border-radius: 6px;
    background: var(--panel);
    overflow-wrap: anywhere;
  }
  .fault span {
    flex: 1 1 20em;
  }
  .waiting {
    min-height: 400px;
    place-content: center;
    align-items: center;
    color: var(--quiet);
  }

  @container figure (max-width: 760px) {
    .top {
      display: contents;
    }
    .lesson,
    .hikers,
    .fault {
      order: -1;
    }
    .verdict {
      order: 1;
    }
    .slider-host {
      order: 2;
    }
    .bar {
      order: 3;
    }
    .charts {
      order: 4;
    }
    .settings-host,
    .multiples-host,
    .table,
    .race-host,
    .finder-host,
    .bands-host {
      order: 5;
    }
    .under-way {
      order: 6;
    }
    .controls {
      order: 7;
    }
    .arithmetic,
    .menu {
      order: 8;
    }
    .no-map .verdict {
      min-height: 4.35em;
    }
    .ground {
      flex-direction: column;
      height: auto;
    }
    .map {
      flex: none;
      height: min(84cqw, 420px);
    }
    .data-host {
      flex: none;
      height: 220px;
    }
    .loss-host {
      flex: none;
      height: 200px;
    }
    .counter {
      min-width: 0;
    }
    .speed .name {
      display: none;
    }
    .scrubber {
      padding: 10px 8px;
    }
    .transport {
      flex: 1 0 100%;
      flex-wrap: wrap;
    }
    .turns {
      flex: 1 0 100%;
      min-height: 44px;
    }
    .bar {
      gap: 10px 14px;
    }
    .rate {
      margin-left: 0;
      flex-wrap: wrap;
    }
    button,
    select,
    input:is(.number, .formula, [type="range"]) {
      min-height: 44px;
      height: 44px;
    }
    button {
      border-radius: 22px;
    }
    .transport button {
      width: 44px;
    }
    .transport .play {
      width: 48px;
      height: 48px;
    }
    .arithmetic dl {
      grid-template-columns: minmax(0, 1fr);
    }
    .arithmetic dd {
      margin-bottom: 6px;
    }
  }
`;
