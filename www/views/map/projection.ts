/** Between coordinates of the loss and pixels of the map; views that are panned and zoomed. */
import type { View } from "../../engine/loading";

export type Point = [number, number];
export type Segment = [number, number, number, number];

export const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

/** The part of the plane that a map shows, and the map's size in CSS pixels. */
export class Projection {
  constructor(
    readonly view: View,
    readonly width: number,
    readonly height: number,
  ) {}

  /** From the map's top left corner. */
  toPixel([x, y]: Point): Point {
    const { x: [x0, x1], y: [y0, y1] } = this.view; // prettier-ignore
    return [((x - x0) / (x1 - x0)) * this.width, ((y1 - y) / (y1 - y0)) * this.height];
  }

  toPoint([px, py]: Point): Point {
    const { x: [x0, x1], y: [y0, y1] } = this.view; // prettier-ignore
    return [x0 + (px / this.width) * (x1 - x0), y1 - (py / this.height) * (y1 - y0)];
  }

  /** Whether the map has the pixel. */
  has([px, py]: Point): boolean {
    return px >= 0 && px <= this.width && py >= 0 && py <= this.height;
  }

  /** The pixel, or the map's nearest to it. */
  nearest([px, py]: Point): Point {
    return [clamp(px, 0, this.width), clamp(py, 0, this.height)];
  }

  /** The view with what lies at one pixel moved to another. */
  panned(from: Point, to: Point): View {
    const [ax, ay] = this.toPoint(from);
    const [bx, by] = this.toPoint(to);
    const { x, y } = this.view;
    return { x: [x[0] + ax - bx, x[1] + ax - bx], y: [y[0] + ay - by, y[1] + ay - by] };
  }

  /** The view with what lies at `pixel` less `shift` moved to `pixel`, and sizes times `factor`; null beyond what 53 bits
   * can draw. */
  zoomed(pixel: Point, factor: number, shift: Point = [0, 0]): View | null {
    const [cx, cy] = this.toPoint([pixel[0] - shift[0], pixel[1] - shift[1]]);
    const [fx, fy] = [pixel[0] / this.width, 1 - pixel[1] / this.height];
    const { x, y } = this.view;
    const [w, h] = [(x[1] - x[0]) * factor, (y[1] - y[0]) * factor];
    const finest = 1e-9 * Math.max(1e-3, Math.abs(cx), Math.abs(cy));
    if (Math.min(w, h) < finest || Math.max(w, h) > 1e150) return null;
    return { x: [cx - fx * w, cx + (1 - fx) * w], y: [cy - fy * h, cy + (1 - fy) * h] };
  }
}

/** The view, grown on one axis until both have the same scale on a map of that shape (width / height). */
export function widen({ x, y }: View, shape: number): View {
  const [w, h] = [x[1] - x[0], y[1] - y[0]];
  const [dx, dy] = [Math.max(0, h * shape - w) / 2, Math.max(0, w / shape - h) / 2];
  return { x: [x[0] - dx, x[1] + dx], y: [y[0] - dy, y[1] + dy] };
}

/** A view that holds the path, or as much of its beginning as lies within about ten times the present view. */
export function viewOfPath(path: Float64Array, view: View): View {
  const box = [view.x, view.y].map(([low, high], axis) => {
    const half = (high - low) / 2;
    const middle = low + half;
    const start = clamp(path[axis], middle - 10 * half, middle + 10 * half);
    return { middle, half, low: Math.min(start, middle), high: Math.max(start, middle) };
  });
  for (let k = 0; k < path.length; k += 2) {
    const beyond = box.some(({ middle, half }, axis) => !(Math.abs(path[k + axis] - middle) <= 10 * half));
    box.forEach((b, axis) => {
      const v = clamp(path[k + axis], b.middle - 10 * b.half, b.middle + 10 * b.half);
      b.low = Math.min(b.low, v);
      b.high = Math.max(b.high, v);
    });
    if (beyond) break;
  }
  const [x, y] = box.map(({ low, high, half }): Point => {
    const reach = Math.max(half, 0.6 * (high - low));
    return [(low + high) / 2 - reach, (low + high) / 2 + reach];
  });
  return { x, y };
}
