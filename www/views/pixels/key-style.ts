/** What maps of many walks share: their legends, and how they look while another is on its way. */
export const keyStyle = `
.outcomes-host, .settings-host { font-size: 14px; }
.settings-field canvas[data-state="stale"], .outcomes[data-state="stale"] { opacity: 0.5; transition: opacity 0.1s 0.2s; }
.key { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; }
.key .entry { display: inline-flex; align-items: center; gap: 6px; }
.key .entry canvas { border-radius: 3px; box-shadow: 0 0 0 1px var(--line); }
.key i { font-style: normal; color: var(--quiet); font-variant-numeric: tabular-nums; min-width: 2.2em; }
.key :is(.at, .scale) { color: var(--quiet); }
.key .at { min-width: 8.3em; font-variant-numeric: tabular-nums; }
.key :is(.told, .long) { flex: 1 1 100%; min-height: 24px; font-variant-numeric: tabular-nums; }
.key .long button { min-height: 24px; height: auto; padding: 0 4px; border: 0; background: none; font: inherit; text-decoration: underline; }
`;
