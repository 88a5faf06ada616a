import { BOTTOM, LEFT, RIGHT, TOP } from "./settings-frame";

export const settingsStyle = `
.settings-host { display: flex; flex-direction: column; gap: 8px; }
.settings-head { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 18px; }
.settings-head b::first-letter { text-transform: uppercase; }
.settings-head .zoom { display: inline-flex; gap: 6px; }
.settings-head button { min-height: 30px; font-size: 14px; }
.settings-field { position: relative; height: clamp(300px, 40cqw, 520px); touch-action: pan-y; }
.settings-field:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.settings-field canvas { position: absolute; left: 0; top: 0; width: 100%; height: 100%; pointer-events: none; }
.settings-field canvas:first-child {
  left: ${LEFT}px; top: ${TOP}px; width: calc(100% - ${LEFT + RIGHT}px); height: calc(100% - ${TOP + BOTTOM}px);
  image-rendering: pixelated;
}
.settings-field { cursor: crosshair; }
.settings-cross { position: absolute; left: -22px; top: -22px; width: 44px; height: 44px; min-height: 0; padding: 0; border: 0; border-radius: 50%; background: none; cursor: move; touch-action: none; }
.settings-cross[hidden] { display: none; }
`;
