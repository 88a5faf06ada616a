export const mapStyle = `
.map-ground, .map-lines, .map-walk { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.map-walk { touch-action: pan-y; }
.map-ground.stale, .map-lines.stale { opacity: 0.55; }
.map-flag[hidden] { display: none; }
.map-flag { position: absolute; left: 0; top: 0; width: 28px; height: 40px; margin: -34px 0 0 -10px; padding: 0;
  border: 0; border-radius: 6px; background: none; cursor: grab; touch-action: none; }
.map-flag:active { cursor: grabbing; }
.map-flag:focus-visible, .map-out:focus-visible { outline: 2px solid var(--focus, var(--ink)); outline-offset: 1px;
  box-shadow: 0 0 0 1px var(--paper) inset; }
.map-out { position: absolute; right: 10px; top: 10px; min-height: 30px; padding: 0 12px; font: inherit;
  font-size: 13px; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 15px;
  cursor: pointer; }
.map-out:hover { border-color: var(--quiet); }
.map-out[hidden] { display: none; }
@media (pointer: coarse) {
  .map-flag { width: 48px; height: 52px; margin: -42px 0 0 -20px; }
  .map-out { min-height: 44px; border-radius: 22px; }
}`;
