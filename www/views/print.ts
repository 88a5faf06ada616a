/** Inks and textures for maps of many walks, pixel by pixel: what a colour says is also said by a texture. */
import { hex } from "./map";
import { mix, type Rgb } from "./map-palette";

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
  line: number; // and how solid its texture
  shaded: boolean; // whether it is darker the later
}

export const SHADES = 32;
const PERIOD = 56; // pixels after which all textures repeat

/** Shades of records up to so many: the early ones, which most arrive at, are told apart best. */
export function shades(records: number): Uint8Array {
  const part = (k: number) => Math.log1p(k) / Math.log1p(records);
  return Uint8Array.from({ length: records + 1 }, (_, k) => Math.min(SHADES - 1, SHADES * part(k)));
}

interface Printed {
  /** Plain, and where the texture has ink, from early to late. */
  colours: Uint32Array;
  /** Of each pixel of a period: 0, or where in `colours` those with ink begin. */
  tile: Uint8Array;
}

/** Inks in the colours of `host`, ready for an ImageData seen as whole pixels. */
export class Press {
  readonly inks: Printed[];

  constructor(host: HTMLElement, inks: Ink[]) {
    const style = getComputedStyle(host);
    const read = (name: string) => hex(style.getPropertyValue(name).trim());
    const dark = style.getPropertyValue("--theme").trim() === "dark";
    const [paper, ink] = [read("--paper"), read("--ink")];
    const black: Rgb = [0, 0, 0];
    this.inks = inks.map(({ colour, texture, fill, line, shaded }) => {
      const own = read(colour);
      // From light to deep, on dark paper from bright to dim.
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
        inked(k % PERIOD, Math.floor(k / PERIOD)) ? SHADES : 0,
      );
      return { colours, tile };
    });
  }

  /** The colour of pixel x, y. */
  colour(ink: number, shade: number, x: number, y: number): number {
    const { colours, tile } = this.inks[ink]!;
    return colours[tile[(y % PERIOD) * PERIOD + (x % PERIOD)]! + shade]!;
  }

  /** A sample of an ink, from early to late. */
  swatch(canvas: HTMLCanvasElement, ink: number): void {
    const { width, height } = canvas;
    const pen = canvas.getContext("2d")!;
    const image = pen.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        pixels[y * width + x] = this.colour(ink, Math.floor((SHADES * x) / width), x, y);
    pen.putImageData(image, 0, 0);
  }
}

/** As ImageData has it, in the byte order of all machines browsers run on. */
const pack = ([r, g, b]: Rgb, alpha: number) =>
  ((Math.round(255 * alpha) << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
