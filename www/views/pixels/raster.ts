/** A map of many walks on a canvas: first coarse, then fine. What takes long is painted as it comes. */
import { engine } from "../../engine/loading";
import type { ShownExperiment } from "../../scene/shown-scene";
import { pointerMoves, Tiles } from "../../engine/pool";
import type { Piece, ReadonlyRequest } from "../../engine/protocol";
import { plan, type Tile } from "../../engine/tiling";
import { edges, type Inks } from "./shading";

type Mapped = "endings" | "settingsMap";

// Milliseconds: that a coarse picture may take before it gives way to a newer request, that a fine one may take before
// its parts are shown, and between two paintings from then on.
const HELD = 150;

/** A picture of the whole map, coarse or fine. */
export interface Level {
  columns: number;
  rows: number;
  code: Uint8Array;
  when: Uint32Array;
  known: Uint8Array; // of each row, whether it has come
  across?: Float64Array; // the numbers at the middles of columns
  upwards?: Float64Array; // and rows
}

const level = ({ columns, rows }: Tile): Level => ({
  columns,
  rows,
  code: new Uint8Array(columns * rows),
  when: new Uint32Array(columns * rows),
  known: new Uint8Array(rows),
});

/** What is painted, and of what. */
export interface Painted<About> {
  about: About;
  coarse: Level;
  fine: Level;
  whole: boolean;
}

interface Shading {
  inks: Inks;
  /** The ink of each code. */
  ink(code: number): number;
  /** The shade of each record. */
  shades: Uint8Array;
}

export class Raster<K extends Mapped, About> {
  readonly canvas = document.createElement("canvas");
  painted?: Painted<About>;
  private coming?: Painted<About>;
  private tiles: Tiles<K>;
  private next?: () => void; // begins the latest request
  private timer = 0; // until it begins
  private cut: Tile[] = [];
  private began = 0;
  private shown = 0; // when it was last painted
  private image?: ImageData;

  constructor(
    kind: K,
    private shading: () => Shading,
    private changed: () => void,
    failed: (fault: string) => void,
  ) {
    this.tiles = new Tiles<K>(kind, (piece, tile, done) => this.take(piece, tile, done), failed, changed);
    this.canvas.ariaHidden = "true";
  }

  ask(
    about: About,
    experiment: ShownExperiment,
    width: number,
    height: number,
    asked: (tile: Tile) => ReadonlyRequest<K>,
  ): void {
    pointerMoves();
    this.canvas.dataset.state = "stale";
    const begin = () => {
      this.next = undefined;
      const { tiles, coarse } = plan(engine.work(experiment), width, height);
      this.cut = tiles;
      this.coming = { about, coarse: level(this.cut[0]!), fine: level(this.cut.at(-1)!), whole: false };
      this.began = performance.now();
      this.tiles.ask(tiles.map(asked), coarse);
    };
    this.next = begin;
    // It begins after the frame in which it is asked, and after a coarse picture under way: else none would be seen
    // during a drag.
    const isUnderWay = this.tiles.isBusy && this.coming?.coarse.known.includes(0);
    const wait = isUnderWay ? this.began + HELD - performance.now() : 0;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.next?.(), wait);
  }

  /** Gives up what is still to come. */
  cancel(): void {
    this.tiles.forget();
    this.next = undefined;
    this.changed();
  }

  get isLong(): boolean {
    return this.tiles.isLong;
  }

  get progress(): number {
    return this.tiles.progress;
  }

  /** The pixel at a place, in parts of the width and the height; undefined while an older map is shown. */
  at(across: number, down: number): { level: Level; i: number; j: number; pixel: number } | undefined {
    const { painted } = this;
    if (!painted || painted !== this.coming || this.next) return undefined;
    const find = (level: Level) => {
      const i = Math.min(level.columns - 1, Math.max(0, Math.floor(across * level.columns)));
      const j = Math.min(level.rows - 1, Math.max(0, Math.floor(down * level.rows)));
      return { level, i, j, pixel: j * level.columns + i };
    };
    const fine = find(painted.fine);
    return painted.fine.known[fine.j] ? fine : find(painted.coarse);
  }

  repaint(): void {
    if (this.painted) this.paint();
  }

  destroy(): void {
    this.tiles.forget();
    this.next = undefined;
    this.canvas.remove();
  }

  private take(piece: Piece<K>, number: number, done: boolean): void {
    const { columns, rows, from, to } = this.cut[number]!;
    const coming = this.coming!;
    // Its coarse picture has been shown, and there is a newer request: the rest is not waited for.
    if (this.next && !coming.coarse.known.includes(0)) return this.next();
    const fine = columns === coming.fine.columns && rows === coming.fine.rows;
    const level = fine ? coming.fine : coming.coarse;
    if ("valley" in piece) {
      level.code.set(piece.valley, from * columns);
      level.when.set(piece.arrival, from * columns);
    } else {
      level.code.set(piece.kind, from * columns);
      level.when.set(piece.step, from * columns);
      level.across = piece.x;
      level.upwards = piece.y;
    }
    level.known.fill(1, from, to);
    coming.whole = done;
    const late = performance.now() - Math.max(this.began, this.shown) > HELD;
    if (done || (!coming.coarse.known.includes(0) && (late || this.painted !== coming))) {
      this.painted = coming;
      this.paint(); // in time for the next frame
    } else if (late && this.isLong) this.changed();
    if (!coming.coarse.known.includes(0)) this.next?.();
  }

  private paint(): void {
    this.shown = performance.now();
    const { canvas, painted } = this;
    const { coarse, fine, whole } = painted!;
    const { columns, rows } = fine;
    const { inks, ink, shades } = this.shading();
    const codes = new Uint8Array(256);
    for (let code = 0; code < codes.length; code++) codes[code] = ink(code);
    const pen = canvas.getContext("2d")!;
    if (this.image?.width !== columns || this.image.height !== rows) {
      [canvas.width, canvas.height] = [columns, rows];
      this.image = pen.createImageData(columns, rows);
    }
    const { image } = this;
    const pixels = new Uint32Array(image.data.buffer);
    // Rows of the fine map are shown once all have come, or once they take long.
    const some = whole || performance.now() - this.began > HELD;
    const [wide, narrow] = [edges(coarse.columns, columns), edges(columns, columns)];
    const [inked, shaded] = [new Uint8Array(columns), new Uint8Array(columns)];
    let last: { level?: Level; row: number } = { row: -1 };
    for (let j = 0; j < rows; j++) {
      const known = some && fine.known[j];
      const level = known ? fine : coarse;
      const row = known ? j : Math.floor((j * coarse.rows) / rows);
      // One coarse row may fill several.
      if (level !== last.level || row !== last.row) {
        const first = row * level.columns;
        const { code, when } = level;
        for (let i = 0; i < level.columns; i++) {
          inked[i] = codes[code[first + i]!]!;
          shaded[i] = shades[when[first + i]!]!;
        }
        last = { level, row };
      }
      inks.row(pixels.subarray(j * columns, (j + 1) * columns), j, inked, shaded, known ? narrow : wide);
    }
    pen.putImageData(image, 0, 0);
    if (painted === this.coming) canvas.dataset.state = whole ? "whole" : "coarse";
    this.changed();
    canvas.dispatchEvent(
      new CustomEvent("painted", { bubbles: true, composed: true, detail: canvas.dataset.state }),
    );
  }
}
