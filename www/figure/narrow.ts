/** A figure in a narrow column, and for fingers. */
import { css } from "lit";

export const narrow = css`
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
    .advice-host {
      order: 4;
      min-height: 0;
    }
    .charts {
      order: 5;
    }
    .settings-host,
    .multiples-host,
    .table,
    .race-host,
    .finder-host,
    .bands-host {
      order: 6;
    }
    .under-way {
      order: 7;
    }
    .controls {
      order: 8;
    }
    .arithmetic,
    .menu {
      order: 9;
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
