/** How a figure is laid out, and the look of all its parts. */
import { css, type CSSResult } from "lit";
import { controlsStyle } from "../controls/style";
import { narrow } from "./narrow";
import { theme } from "./theme";

const layout = css`
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
  }
  .top {
    display: grid;
    gap: 10px 20px;
    grid-template:
      "map charts" minmax(0, 1fr)
      "map verdict" auto
      "map advice" auto / minmax(0, 1.12fr) minmax(0, 1fr);
  }
  .no-map .top {
    grid-template: "charts" auto "verdict" auto "advice" auto / minmax(0, 1fr);
  }
  .no-charts .top {
    grid-template: "map" auto "verdict" auto "advice" auto / minmax(0, 1fr);
  }
  /* What lies in them stands in the figure itself. */
  .hikers-host,
  .table-host {
    display: contents;
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
  .loss-host,
  .rate-host {
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
  /* Room for three lines: the charts keep their size while advice comes and goes. */
  .advice-host {
    grid-area: advice;
    min-height: 78px;
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
`;

export const style: CSSResult[] = [theme, layout, controlsStyle, narrow];
