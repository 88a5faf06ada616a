import type { Segment } from "./projection";

/** The cells, of four pixels a side, that something on the map covers: words keep clear of them. */
export class Taken {
  private across: number;
  private cells: Uint8Array; // how many lines cross it; 255 for a box
  private last = -1;
  constructor(
    private width: number,
    private height: number,
  ) {
    this.across = Math.ceil(width / 4) + 1;
    this.cells = new Uint8Array(this.across * (Math.ceil(height / 4) + 1));
  }

  copy(): Taken {
    const copy = new Taken(this.width, this.height);
    copy.cells.set(this.cells);
    return copy;
  }

  private cell(x: number, y: number): number {
    return x < 0 || y < 0 || x > this.width || y > this.height ? -1 : (y >> 2) * this.across + (x >> 2);
  }

  line(segment: Segment): void {
    this.along(segment, (at) => {
      if (at !== this.last && this.cells[at] < 255) this.cells[at]++;
      this.last = at;
    });
  }

  /** Whether most cells of a line are crossed by others too. */
  isCrowd(segment: Segment): boolean {
    let [shared, count] = [0, 0];
    this.along(segment, (at) => {
      if (this.cells[at] >= 3) shared++;
      count++;
    });
    return shared > 0.75 * count;
  }

  private along([ax, ay, bx, by]: Segment, visit: (at: number) => void): void {
    const count = Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay)) / 4) || 1;
    for (let k = 0; k <= count; k++) {
      const at = this.cell(ax + ((bx - ax) * k) / count, ay + ((by - ay) * k) / count);
      if (at >= 0) visit(at);
    }
  }

  box(x: number, y: number, wide: number, high: number, angle = 0): void {
    this.each(x, y, wide, high, angle, (at) => ((this.cells[at] = 255), false));
  }

  isFree(x: number, y: number, wide: number, high: number, angle = 0): boolean {
    return !this.each(x, y, wide, high, angle, (at) => this.cells[at] > 0);
  }

  /** Visits the cells of a rotated box until `stop` returns true. */
  private each(
    x: number,
    y: number,
    wide: number,
    high: number,
    angle: number,
    stop: (at: number) => boolean,
  ): boolean {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const [columns, rows] = [Math.ceil(wide / 4), Math.ceil(high / 4)];
    for (let j = 0; j <= rows; j++) {
      for (let i = 0; i <= columns; i++) {
        const [u, v] = [(i / columns - 0.5) * wide, (j / rows - 0.5) * high];
        const at = this.cell(x + u * c - v * s, y + u * s + v * c);
        if (at >= 0 && stop(at)) return true;
      }
    }
    return false;
  }
}
