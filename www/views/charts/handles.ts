/** Handles of a schedule: buttons on its curve in the chart of the rate, dragged or moved by arrow keys. */
import type { Handle } from "../../engine/loading";
import { rate as written } from "../../util/format";
import { local } from "../../util/pointer";
import type { Chart } from "../shared/chart";
import type { Plot } from "../shared/plot";
import { handlesText } from "../../text/en/handles";
import type { Unit } from "../../text/unit";

export interface HandlesPicture {
  handles: Handle[];
  /** The chart's length and its unit. */
  length: number;
  unit: Unit;
  disabled: boolean;
}

const ARROWS: Record<string, [across: number, up: number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
const STEP_UP = 1 / 40; // of the axis, by a key
const JITTER = 3; // pixels that a pointer may move without dragging

type Scale = Pick<Plot, "log" | "axis">;
type Place = [at: number, rate: number];

export class Handles {
  private root = document.createElement("div");
  private buttons: HTMLButtonElement[] = [];
  private picture?: HandlesPicture;
  private moved?: Place; // where a handle is dragged to, until it is released

  constructor(
    private chart: Chart,
    private drag: (handle: number, at: number, rate: number, done: boolean) => void,
  ) {
    this.root.className = "handles";
    this.root.role = "group";
    this.root.ariaLabel = handlesText.handles;
    chart.root.append(this.root);
    chart.onDrawn = () => this.place();
  }

  show(picture: HandlesPicture): void {
    this.picture = picture;
    const { handles, disabled } = picture;
    while (this.buttons.length > handles.length) this.buttons.pop()!.remove();
    while (this.buttons.length < handles.length) this.add(this.buttons.length);
    this.root.hidden = disabled;
    this.place();
  }

  destroy(): void {
    this.chart.onDrawn = () => {};
    this.root.remove();
  }

  private place(): void {
    const { chart, picture } = this;
    if (!picture || !chart.plot) return;
    const { left, top, width, height } = chart.face;
    Object.assign(this.root.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    const { length, unit } = picture;
    picture.handles.forEach((handle, i) => {
      const button = this.buttons[i]!;
      const { name, at, rate } = handle;
      button.hidden = at > length;
      const [x, y] = [(at / length) * width, rate === null ? height - 6 : this.y(this.value(rate)) * height];
      button.style.transform = `translate(${x}px, ${y}px)`;
      button.className = rate === null ? "time" : "";
      button.style.cursor = !handle.up ? "ew-resize" : !handle.across ? "ns-resize" : "move";
      const said = { name: name.replaceAll("_", " "), at: written(at), unit };
      button.ariaLabel = button.title =
        rate === null
          ? handlesText.handle(said)
          : handlesText.handleWithRate({ ...said, rate: written(rate) });
    });
  }

  /** How far down the chart a value of the axis lies, from 0 to 1. */
  private y(value: number): number {
    const { low, high } = this.chart.plot!.axis;
    return Math.min(1, Math.max(0, (high - value) / (high - low)));
  }

  /** A rate in the axis' unit; 0 has none on a logarithmic axis. */
  private value(rate: number, { log, axis }: Scale = this.chart.plot!): number {
    return log ? Math.max(Math.log10(rate), axis.low) : rate;
  }

  /** The place so many records across and so much of the axis up from a handle. */
  private from({ at, rate }: Handle, across: number, up: number, scale: Scale = this.chart.plot!): Place {
    const { log, axis } = scale;
    const value = this.value(rate ?? 0, scale) + up * (axis.high - axis.low);
    return [
      Math.min(Math.max(at + across, 0), this.picture!.length),
      rate === null || up === 0 ? (rate ?? 0) : log ? 10 ** value : Math.max(value, 0),
    ];
  }

  private move(handle: number, place: Place, done: boolean): void {
    this.moved = done ? undefined : place;
    this.drag(handle, ...place, done);
  }

  private add(i: number): void {
    const button = document.createElement("button");
    button.type = "button";
    this.root.append(button);
    this.buttons.push(button);
    const handle = () => this.picture!.handles[i]!;

    // The axis may change during a drag: distances count from where it began.
    let drag: ((event: PointerEvent) => Place) | undefined;
    button.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.stopPropagation();
      button.setPointerCapture(event.pointerId);
      const held = handle();
      const { log, axis } = this.chart.plot!;
      const { width, height } = this.chart.face;
      const [x, y] = local(event, this.root);
      const meant = (pixels: number) => (Math.abs(pixels) < JITTER ? 0 : pixels);
      drag = (event) => {
        const [toX, toY] = local(event, this.root);
        const across = (meant(toX - x) / width) * this.picture!.length;
        return this.from(held, across, meant(y - toY) / height, { log, axis });
      };
    });
    button.addEventListener("pointermove", (event) => drag && this.move(i, drag(event), false));
    const drop = (event: PointerEvent) => {
      if (drag && this.moved) this.move(i, drag(event), true);
      drag = undefined;
    };
    button.addEventListener("pointerup", drop);
    button.addEventListener("pointercancel", drop);

    button.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      const far = event.shiftKey ? 10 : 1;
      this.move(i, this.from(handle(), arrow[0] * far, arrow[1] * far * STEP_UP), false);
    });
    const settle = () => this.moved && this.move(i, this.moved, true);
    button.addEventListener("keyup", settle);
    button.addEventListener("blur", settle);
  }
}

export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
.handles { position: absolute; pointer-events: none; }
.handles[hidden] { display: none; }
.handles button {
  position: absolute;
  left: -12px;
  top: -12px;
  width: 24px;
  height: 24px;
  min-width: 0;
  min-height: 0;
  padding: 0;
  border: 0;
  background: none;
  pointer-events: auto;
  touch-action: none;
}
.handles button[hidden] { display: none; }
.handles button::before {
  content: "";
  position: absolute;
  inset: 6px;
  border: 2px solid var(--hiker);
  border-radius: 3px;
  background: var(--panel);
  rotate: 45deg;
}
.handles button.time::before { inset: 6px 8px; border-color: var(--ink); rotate: none; }
.handles button:hover::before, .handles button:active::before { background: var(--hiker); }
.handles button.time:hover::before, .handles button.time:active::before { background: var(--ink); }
.handles button:focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; border-radius: 4px; }
@media (pointer: coarse) { .handles button { left: -22px; top: -22px; width: 44px; height: 44px; } .handles button::before { inset: 15px; } .handles button.time::before { inset: 14px 17px; } }
@media print { .handles { display: none; } }
`);
