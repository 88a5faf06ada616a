/** Pointers and keys on the map: they move the start, choose a step of the walk, pan and zoom. */
import { local as inOwn } from "../../util/pointer";
import type { Overlay } from "../shared/overlay";
import type { MapEvents, MapPicture } from "./picture";
import { clamp, viewOfPath, type Point, type Projection } from "./projection";
import type { Trail } from "./trail";

const GRIP = 10; // pixels around the trail that count as on it

const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** What is on the map now. */
export interface Shown {
  picture: MapPicture;
  projection: Projection;
  trail: Trail;
  overlay: Overlay | null;
}
/** The map's elements that listen. */
interface Parts {
  host: HTMLElement;
  walk: HTMLElement;
  flag: HTMLElement;
  out: HTMLElement;
}

/** `shown` is undefined before the first picture. */
export function listen(
  parts: Parts,
  shown: () => Shown | undefined,
  events: MapEvents,
  signal: AbortSignal,
): void {
  const { host, walk, flag, out } = parts;
  const local = (e: PointerEvent | WheelEvent): Point => {
    const [x, y] = inOwn(e, host);
    return [x - host.clientLeft, y - host.clientTop];
  };
  const zoom = (pixel: Point, factor: number, shift?: Point) => {
    const view = shown()!.projection.zoomed(pixel, factor, shift);
    if (view) events.zoom(view);
  };

  listenToFlag(flag, local, shown, events, { signal });
  listenToWalk(walk, local, shown, events, zoom, { signal });
  out.addEventListener(
    "click",
    () => {
      const now = shown();
      if (now) events.zoom(viewOfPath(now.picture.path, now.projection.view));
    },
    { signal },
  );
  host.addEventListener(
    "wheel",
    (e) => {
      if (!e.ctrlKey || !shown()) return; // a plain wheel scrolls the page
      e.preventDefault();
      const lines = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? 400 : 1;
      zoom(local(e), Math.exp(clamp(e.deltaY * lines, -240, 240) * 0.003));
    },
    { signal, passive: false },
  );
  // Two fingers belong to the map; one finger scrolls the page as usual.
  host.addEventListener("touchmove", (e) => e.touches.length > 1 && e.cancelable && e.preventDefault(), {
    signal,
    passive: false,
  });
}

function listenToFlag(
  flag: HTMLElement,
  local: (e: PointerEvent) => Point,
  shown: () => Shown | undefined,
  events: MapEvents,
  options: { signal: AbortSignal },
): void {
  let grip: Point | undefined; // from the pointer to the flag's foot
  let keyed = false;
  const move = (e: PointerEvent, done: boolean) => {
    const { projection } = shown()!;
    const [x, y] = local(e);
    const [gx, gy] = grip!;
    events.moveStart(projection.toPoint(projection.nearest([x + gx, y + gy])), done);
  };
  flag.addEventListener(
    "pointerdown",
    (e) => {
      const now = shown();
      if (!now || e.button) return;
      flag.setPointerCapture(e.pointerId);
      const [x, y] = local(e);
      const [fx, fy] = now.projection.nearest(now.projection.toPixel(now.picture.start));
      grip = [fx - x, fy - y];
    },
    options,
  );
  flag.addEventListener("pointermove", (e) => grip && move(e, false), options);
  const drop = (e: PointerEvent) => {
    if (grip) move(e, true);
    grip = undefined;
  };
  flag.addEventListener("pointerup", drop, options);
  flag.addEventListener("pointercancel", drop, options);
  flag.addEventListener(
    "keydown",
    (e) => {
      const direction = ARROWS[e.key];
      const now = shown();
      if (!direction || !now || e.ctrlKey || e.altKey || e.metaKey) return;
      e.preventDefault();
      e.stopPropagation();
      const part = e.shiftKey ? 0.001 : 0.01;
      const { x, y } = now.projection.view;
      const [sx, sy] = now.picture.start;
      keyed = true;
      const to: Point = [sx + direction[0] * part * (x[1] - x[0]), sy + direction[1] * part * (y[1] - y[0])];
      events.moveStart([clamp(to[0], ...x), clamp(to[1], ...y)], false);
    },
    options,
  );
  const settleKeys = () => {
    const now = shown();
    if (keyed && now) events.moveStart(now.picture.start, true);
    keyed = false;
  };
  flag.addEventListener("keyup", settleKeys, options);
  flag.addEventListener("blur", settleKeys, options);
}

function listenToWalk(
  walk: HTMLElement,
  local: (e: PointerEvent) => Point,
  shown: () => Shown | undefined,
  events: MapEvents,
  zoom: (pixel: Point, factor: number, shift: Point) => void,
  options: { signal: AbortSignal },
): void {
  const pointers = new Map<number, Point>();
  let gesture: "" | "press" | "pan" | "seek" | "pinch" = "";
  let from: Point = [0, 0];
  let finger = false;
  let pressed: number | undefined; // the record under the pointer when it went down
  walk.addEventListener(
    "pointerdown",
    (e) => {
      const now = shown();
      if (!now || e.button) return;
      walk.setPointerCapture(e.pointerId);
      pointers.set(e.pointerId, (from = local(e)));
      finger = e.pointerType === "touch";
      if (pointers.size > 2) return;
      if (pointers.size === 2) {
        gesture = "pinch";
        return;
      }
      pressed = now.trail.nearest(from, now.picture.step, finger ? 2 * GRIP : GRIP);
      gesture = "press";
      // A finger may be about to scroll the page. On an overlay a press without a move picks a place.
      if (pressed === undefined || finger || now.overlay) return;
      gesture = "seek";
      events.seek(pressed);
    },
    options,
  );
  walk.addEventListener(
    "pointermove",
    (e) => {
      const now = shown();
      if (!now) return;
      const { picture, trail, overlay } = now;
      const to = local(e);
      const was = pointers.get(e.pointerId);
      if (!was) {
        const near = trail.nearest(to, picture.step, GRIP) !== undefined;
        walk.style.cursor = overlay ? "crosshair" : near ? "pointer" : "grab";
        overlay?.point(to);
        return;
      }
      if (gesture === "press") {
        const [dx, dy] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
        if (finger ? dx > 8 && dx > dy : Math.hypot(dx, dy) > 4) {
          gesture = pressed === undefined ? "pan" : "seek";
        }
      }
      if (gesture === "seek") {
        const near = trail.nearest(to, picture.step, Infinity);
        if (near !== undefined && near !== picture.step) events.seek(near);
      } else if (gesture === "pan") {
        events.zoom(now.projection.panned(was, to));
      } else if (gesture === "pinch") {
        const still = [...pointers].find(([id]) => id !== e.pointerId)?.[1];
        if (still) {
          const apart = (p: Point) => Math.max(8, Math.hypot(p[0] - still[0], p[1] - still[1]));
          const middle: Point = [(to[0] + still[0]) / 2, (to[1] + still[1]) / 2];
          zoom(middle, apart(was) / apart(to), [(to[0] - was[0]) / 2, (to[1] - was[1]) / 2]);
        }
      }
      if (gesture !== "press") pointers.set(e.pointerId, to);
      if (gesture === "pan") walk.style.cursor = "grabbing";
    },
    options,
  );
  const release = (e: PointerEvent) => {
    if (e.type === "pointerup" && gesture === "press") {
      const overlay = shown()?.overlay;
      if (overlay) overlay.pick(local(e));
      else if (pressed !== undefined) events.seek(pressed);
    }
    pointers.delete(e.pointerId);
    gesture = "";
    walk.style.cursor = "";
  };
  walk.addEventListener("pointerleave", () => shown()?.overlay?.point(null), options);
  walk.addEventListener("pointerup", release, options);
  walk.addEventListener("pointercancel", release, options);
}
