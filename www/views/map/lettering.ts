/** The words on the map: numbers along its edges and on contours, names of minima, marks for what lies outside. None of
 * them lies over another. */
import { css } from "../shared/colour";
import type { Palette } from "./palette";
import type { Minimum } from "./picture";
import { clamp, type Point, type Projection } from "./projection";
import type { ContourLabel } from "./contour-labels";
import { drawPointer, type Colours } from "./signs";
import { ticks } from "./ticks";
import type { Taken } from "./taken";

const SERIF = "Georgia, 'Iowan Old Style', 'Palatino Linotype', 'Times New Roman', serif";

/** A mark on the map's edge for something outside: its place, the direction outwards, and its words. */
export interface Edge {
  x: number;
  y: number;
  dx: number;
  dy: number;
  words: string;
  colour: string;
}

/** The point of the edge that is nearest to a pixel outside, and the direction outwards. */
export function edge([px, py]: Point, { width, height }: Projection): Pick<Edge, "x" | "y" | "dx" | "dy"> {
  const dx = px < 0.01 ? -1 : px > width - 0.01 ? 1 : 0;
  const dy = dx ? 0 : py < 0.01 ? -1 : 1;
  return { x: clamp(px, 0, width), y: clamp(py, 0, height), dx, dy };
}

/** Words for one drawing of the map. */
export class Lettering {
  constructor(
    private pen: CanvasRenderingContext2D,
    private projection: Projection,
    private colours: Colours,
    private font: string,
    private taken: Taken, // cells that words keep clear of
    private solid: Taken, // cells that not even the words on the edge may cover
  ) {}

  /** Text with a halo, by default in the colour of paper. */
  private text(
    text: string,
    x: number,
    y: number,
    colour: string,
    halo = this.colours.paper,
    weight = 3.5,
  ): void {
    const { pen } = this;
    pen.lineJoin = "round";
    pen.strokeStyle = halo;
    pen.lineWidth = weight;
    pen.strokeText(text, x, y);
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  }

  drawTicks([across, up]: [string, string]): void {
    const { pen, taken, colours } = this;
    const { view, width, height } = this.projection;
    const ticksX = ticks(view.x, width / 72);
    const ticksY = ticks(view.y, height / 66);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.5;
    pen.beginPath();
    for (const { value } of ticksX) {
      const x = Math.round(this.projection.toPixel([value, 0])[0]) + 0.5;
      pen.moveTo(x, height);
      pen.lineTo(x, height - 5);
      pen.moveTo(x, 0);
      pen.lineTo(x, 5);
    }
    for (const { value } of ticksY) {
      const y = Math.round(this.projection.toPixel([0, value])[1]) + 0.5;
      pen.moveTo(0, y);
      pen.lineTo(5, y);
      pen.moveTo(width, y);
      pen.lineTo(width - 5, y);
    }
    pen.stroke();
    pen.globalAlpha = 1;
    pen.textBaseline = "middle";

    pen.font = `italic 13px ${SERIF}`;
    const wide = pen.measureText(across).width;
    pen.textAlign = "right";
    this.text(across, width - 9, height - 13, colours.ink);
    pen.textAlign = "left";
    this.text(up, 9, 13, colours.ink);
    taken.box(width - 9 - wide / 2, height - 13, wide, 14);
    taken.box(9 + pen.measureText(up).width / 2, 13, pen.measureText(up).width, 14);

    pen.font = `10.5px ${this.font}`;
    for (const { value, text } of ticksY) {
      const y = this.projection.toPixel([0, value])[1];
      const w = pen.measureText(text).width;
      if (y < 28 || y > height - 28 || !this.solid.isFree(9 + w / 2, y, w, 12)) continue;
      this.text(text, 9, y, colours.ink);
      taken.box(9 + w / 2, y, w, 12);
    }
    pen.textAlign = "center";
    for (const { value, text } of ticksX) {
      const x = this.projection.toPixel([value, 0])[0];
      const w = pen.measureText(text).width;
      if (x - w / 2 < 8 || x + w / 2 > width - wide - 20) continue;
      if (!this.solid.isFree(x, height - 13, w, 12)) continue;
      this.text(text, x, height - 13, colours.ink);
      for (const ground of [taken, this.solid]) ground.box(x, height - 13, w, 12);
    }
  }

  drawContourLabels(labels: ContourLabel[], palette: Palette): void {
    const { pen, taken } = this;
    pen.font = `600 10px ${this.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const ink = css(palette.label);
    for (const { x, y, angle, text, halo } of labels) {
      const wide = pen.measureText(text).width + 4;
      if (!taken.isFree(x, y, wide, 11, angle)) continue;
      taken.box(x, y, wide, 11, angle);
      pen.save();
      pen.translate(x, y);
      pen.rotate(angle);
      pen.strokeStyle = halo;
      pen.lineWidth = 7; // a gap in the line
      pen.beginPath();
      pen.moveTo(2 - wide / 2, 0);
      pen.lineTo(wide / 2 - 2, 0);
      pen.stroke();
      this.text(text, 0, 0.5, ink, halo, 3);
      pen.restore();
    }
  }

  /** Finds a free place beside a minimum for its name; without one the name is left out. Returns what draws it. */
  placeName({ at, name, global }: Minimum): () => void {
    const { pen, taken } = this;
    const { width, height } = this.projection;
    const [x, y] = this.projection.toPixel(at);
    if (!this.projection.has([x, y])) return () => {};
    const font = `italic ${global ? "600 14px" : "13px"} ${SERIF}`;
    pen.font = font;
    const w = pen.measureText(name).width;
    const side = w / 2 + 11;
    const places = [[0, 17], [0, -16], [side, 0], [-side, 0], [side - 3, 12], [3 - side, 12], [side - 3, -12], [3 - side, -12]]; // prettier-ignore
    for (const [dx, dy] of places) {
      const [cx, cy] = [x + dx, y + dy];
      if (cx - w / 2 < 6 || cx + w / 2 > width - 6 || cy < 12 || cy > height - 12) continue;
      if (!taken.isFree(cx, cy, w + 2, 13)) continue;
      taken.box(cx, cy, w + 6, 16);
      return () => {
        pen.font = font;
        pen.textAlign = "center";
        pen.textBaseline = "middle";
        this.text(name, cx, cy, this.colours.ink);
      };
    }
    return () => {};
  }

  /** Finds a place for the words of a mark on the edge. Returns what draws them and a triangle that points outwards. */
  placeEdgeMark({ x, y, dx, dy, words, colour }: Edge): () => void {
    const { pen, taken, colours } = this;
    const { width, height } = this.projection;
    const font = `600 11.5px ${this.font}`;
    pen.font = font;
    const w = pen.measureText(words).width;
    const inward = w / 2 + 16;
    const shifts = [0, 16, -16, 32, -32, 48, -48, 64, -64];
    // Beside the triangle along the edge, or above and below it; clear of the trail if possible.
    const places = dx
      ? shifts.map((shift) => [x - dx * inward, y + shift])
      : [[x + inward, y - dy * 13], [x - inward, y - dy * 13], ...shifts.map((shift) => [x + 2 * shift, dy < 0 ? 24 : height - 36])]; // prettier-ignore
    const fitting = places.map(([px, py]) => [
      clamp(px, w / 2 + 8, width - w / 2 - 8),
      clamp(py, 13, height - (dy > 0 ? 12 : 30)),
    ]);
    const free = (ground: Taken) => fitting.find(([px, py]) => ground.isFree(px, py, w + 4, 14));
    const [cx, cy] = free(taken) ?? free(this.solid) ?? fitting[0];
    for (const ground of [taken, this.solid]) ground.box(cx, cy, w + 6, 16);
    return () => {
      drawPointer(pen, [x, y], [dx, dy], colour, colours.paper);
      pen.font = font;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      this.text(words, cx, cy, colour, colours.paper, 4);
    };
  }
}
