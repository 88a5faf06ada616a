/** Colours and textures of maps of many walks: each code has both, for readers who cannot tell the colours apart. */
import { hex, mix, type Rgb } from "../shared/colour";

export type Texture = "plain" | "cross" | "dots" | "rising" | "falling" | "across" | "upright";

const EVERY = 7; // pixels from one line of a texture to the next

/** Whether the texture has ink at a pixel. */
const TEXTURES: Record<Texture, (x: number, y: number) => boolean> = {
  plain: () => false,
  cross: (x, y) => (x + y) % EVERY === 0 || (x - y) % EVERY === 0,
  dots: (x, y) => x % 4 === 0 && (y + 2 * ((x / 4) % 2)) % 4 === 0,
  rising: (x, y) => (x + y) % EVERY === 0,
  falling: (x, y) => (x - y) % EVERY === 0,
  across: (_, y) => y % EVERY === 0,
  upright: (x) => x % EVERY === 0,
};

export interface Ink {
  colour: string; // of the page, a property's name
  texture: Texture;
  fill: number; // how solid it is, 0 to 1
  line: number; // and how solid the lines of its texture are
  shaded: boolean; // whether it is darker for later records
}

export const SHADES = 32;
const PERIOD = 56; // pixels after which all textures repeat

/** The shade of each record: finer at early ones, where most walks arrive. */
export function shades(records: number): Uint8Array {
  const part = (k: number) => Math.log1p(k) / Math.log1p(records);
  return Uint8Array.from({ length: records + 1 }, (_, k) => Math.min(SHADES - 1, SHADES * part(k)));
}

/** Inks in the colours of `host`, as pixels of an ImageData. */
export class Inks {
  /** Of each ink: its shades, early to late, then those of its texture. */
  private colours: Uint32Array;
  /** Of each ink: whether its texture has ink at each pixel of one period. */
  private tiles: Uint8Array;

  constructor(host: HTMLElement, inks: Ink[]) {
    const style = getComputedStyle(host);
    const read = (name: string) => hex(style.getPropertyValue(name).trim());
    const dark = style.getPropertyValue("--theme").trim() === "dark";
    const [paper, ink] = [read("--paper"), read("--ink")];
    const black: Rgb = [0, 0, 0];
    this.colours = new Uint32Array(inks.length * 2 * SHADES);
    this.tiles = new Uint8Array(inks.length * PERIOD * PERIOD);
    inks.forEach(({ colour, texture, fill, line, shaded }, place) => {
      const own = read(colour);
      // Late is darker than early, in both themes.
      const [early, late] = dark
        ? [mix(own, ink, 0.3), mix(own, black, 0.75)]
        : [mix(own, paper, 0.55), mix(own, black, 0.6)];
      const shade = (t: number) => (t < 0.5 ? mix(early, own, 2 * t) : mix(own, late, 2 * t - 1));
      const colours = Uint32Array.from({ length: 2 * SHADES }, (_, k) => {
        const [t, lined] = [(k % SHADES) / (SHADES - 1), k >= SHADES];
        if (!shaded) return pack(own, lined ? line : fill);
        return pack(lined ? mix(shade(t), t < 0.6 ? black : [255, 255, 255], line) : shade(t), fill);
      });
      const inked = TEXTURES[texture];
      const tile = Uint8Array.from({ length: PERIOD * PERIOD }, (_, k) =>
        Number(inked(k % PERIOD, Math.floor(k / PERIOD))),
      );
      this.colours.set(colours, place * 2 * SHADES);
      this.tiles.set(tile, place * PERIOD * PERIOD);
    });
  }

  /** Fills row `y` of a picture: cell after cell with its ink and shade, each up to the pixel where it ends. */
  row(pixels: Uint32Array, y: number, inks: Uint8Array, shades: Uint8Array, ends: Uint16Array): void {
    const { colours, tiles } = this;
    const first = (y % PERIOD) * PERIOD;
    for (let cell = 0, x = 0, column = 0; cell < ends.length; cell++) {
      const [ink, end] = [inks[cell]!, ends[cell]!];
      const [tile, colour] = [ink * PERIOD * PERIOD + first, ink * 2 * SHADES + shades[cell]!];
      const [plain, lined] = [colours[colour]!, colours[colour + SHADES]!];
      for (; x < end; x++) {
        pixels[x] = tiles[tile + column] ? lined : plain;
        if (++column === PERIOD) column = 0;
      }
    }
  }

  /** A sample of an ink, from early to late. */
  swatch(canvas: HTMLCanvasElement, ink: number): void {
    const { width, height } = canvas;
    const pen = canvas.getContext("2d")!;
    const image = pen.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const inks = new Uint8Array(width).fill(ink);
    const shades = Uint8Array.from({ length: width }, (_, x) => (SHADES * x) / width);
    const ends = edges(width, width);
    for (let y = 0; y < height; y++)
      this.row(pixels.subarray(y * width, (y + 1) * width), y, inks, shades, ends);
    pen.putImageData(image, 0, 0);
  }
}

/** The pixel before which each of `cells` cells side by side ends. */
export function edges(cells: number, pixels: number): Uint16Array {
  const ends = new Uint16Array(cells);
  for (let cell = 0; cell < cells; cell++) ends[cell] = Math.ceil(((cell + 1) * pixels) / cells);
  return ends;
}

/** As `pixel`, with `alpha` from 0 to 1 and without a sign. */
const pack = ([r, g, b]: Rgb, alpha: number) =>
  ((Math.round(255 * alpha) << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
