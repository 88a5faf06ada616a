/** Pointers and keys on the map of settings: they move the present setting, drag a box, zoom, and go back. */
import { local } from "../../util/pointer";
import { BOTTOM, LEFT, RIGHT, TOP, type Box } from "./settings-frame";

const STEP = 0.01; // of the map, that a key moves the cross
export const ZOOM = 2; // what a key and a button zoom by

/** A place on the map, in parts of it from the lower left. */
export type Place = [number, number];

const ARROWS: Record<string, Place> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export const clamp = (part: number) => Math.min(1, Math.max(0, part));

export interface Gestures {
  /** Where the present setting is. */
  present(): Place;
  /** How large a pixel is. */
  pixel(): [number, number];
  go(to: Place, done: boolean): void;
  /** Keys have moved the setting, and rest. */
  settle(): void;
  point(at: Place | null): void;
  dragBox(box: Box | null): void;
  /** To a box, by its lower left and upper right corners. */
  zoomTo(from: Place, to: Place): void;
  zoomAbout(at: Place, factor: number): void;
  back(): void;
}

export function listen(field: HTMLElement, cross: HTMLElement, gestures: Gestures): void {
  const parts = ([x, y]: [number, number]): Place => [
    (x - LEFT) / (field.clientWidth - LEFT - RIGHT),
    1 - (y - TOP) / (field.clientHeight - TOP - BOTTOM),
  ];
  let gesture: "" | "press" | "box" | "cross" = "";
  let from: [number, number] = [0, 0];
  field.addEventListener("pointerdown", (event) => {
    if (event.button || (event.pointerType === "touch" && event.target !== cross)) return;
    const onCross = event.target === cross;
    field.setPointerCapture(event.pointerId);
    gesture = onCross ? "cross" : "press";
    from = local(event, field);
  });
  field.addEventListener("pointermove", (event) => {
    const to = local(event, field);
    const at = parts(to);
    const inside = at.every((part) => part >= 0 && part <= 1);
    if (gesture === "press" && Math.hypot(to[0] - from[0], to[1] - from[1]) > 4) gesture = "box";
    if (gesture === "cross") gestures.go(at, false);
    if (gesture === "box") gestures.dragBox({ from, to });
    gestures.point(inside && gesture !== "box" ? at : null);
  });
  const release = (event: PointerEvent) => {
    const ended = gesture;
    gesture = "";
    gestures.dragBox(null);
    if (event.type === "pointercancel") return;
    const to = local(event, field);
    if (ended === "cross" || ended === "press") gestures.go(parts(to), true);
    if (ended === "box") {
      const [a, b] = [parts(from).map(clamp), parts(to).map(clamp)];
      const side = (k: number) => [a[k]!, b[k]!].sort((a, b) => a - b);
      const [[x0, x1], [y0, y1]] = [side(0), side(1)];
      gestures.zoomTo([x0!, y0!], [x1!, y1!]);
    }
  };
  field.addEventListener("pointerup", release);
  field.addEventListener("pointercancel", release);
  field.addEventListener("pointerleave", () => gestures.point(null));
  field.addEventListener("dblclick", (event) => gestures.zoomAbout(parts(local(event, field)), 2 * ZOOM));
  // A plain wheel scrolls the page, unless one is at work here.
  field.addEventListener(
    "wheel",
    (event) => {
      const root = field.getRootNode() as ShadowRoot;
      if (!event.ctrlKey && !field.contains(root.activeElement)) return;
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
      const turn = Math.min(240, Math.max(-240, event.deltaY * lines));
      gestures.zoomAbout(parts(local(event, field)), Math.exp(-0.004 * turn));
    },
    { passive: false },
  );
  listenToKeys(field, cross, gestures);
}

function listenToKeys(field: HTMLElement, cross: HTMLElement, gestures: Gestures): void {
  let keyed = false;
  field.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const [a, b] = gestures.present();
    const about: Place = [clamp(a), clamp(b)];
    const arrow = ARROWS[event.key];
    if (arrow && event.target === cross) {
      const [dx, dy] = event.shiftKey ? gestures.pixel() : [STEP, STEP];
      keyed = true;
      gestures.go([a + arrow[0] * dx, b + arrow[1] * dy], false);
    } else if (event.key === "+" || event.key === "=") gestures.zoomAbout(about, ZOOM);
    else if (event.key === "-" || event.key === "−") gestures.zoomAbout(about, 1 / ZOOM);
    else if (event.key === "Backspace") gestures.back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const settle = () => {
    if (keyed) gestures.settle();
    keyed = false;
  };
  cross.addEventListener("keyup", settle);
  cross.addEventListener("blur", settle);
}
