/** What lies over the map, and wants to know what is pressed and pointed at, in pixels from its top left corner. */
import type { View } from "../../engine/loading";

export type Point = [x: number, y: number];

export interface Overlay {
  /** Lies over the mountain, under its contour lines. */
  readonly canvas: HTMLCanvasElement;
  /** The part of the plane that the map shows now. */
  look(view: View, width: number, height: number): void;
  pick(at: Point): void;
  point(at: Point | null): void;
}
