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

const SHADES = 32;

/** Inks in the colours of `host`, ready for an ImageData seen as whole pixels. */
export class Press {
  private tables: { plain: Uint32Array; lined: Uint32Array; texture: (x: number, y: number) => boolean }[];

  constructor(host: HTMLElement, inks: Ink[]) {
    const style = getComputedStyle(host);
    const read = (name: string) => hex(style.getPropertyValue(name).trim());
    const dark = style.getPropertyValue("--theme").trim() === "dark";
    const [paper, ink] = [read("--paper"), read("--ink")];
    this.tables = inks.map(({ colour, texture, fill, line, shaded }) => {
      const own = read(colour);
      const table = (lined: boolean) =>
        Uint32Array.from({ length: SHADES }, (_, k) => {
          const late = shaded ? k / (SHADES - 1) : 0.4;
          // From light to deep, on dark paper from bright to dim.
          const from = mix(own, dark ? ink : paper, shaded ? (dark ? 0.3 : 0.55) : 0);
          const to = mix(own, [0, 0, 0], shaded ? (dark ? 0.75 : 0.6) : 0);
          const base = shaded ? (late < 0.5 ? mix(from, own, 2 * late) : mix(own, to, 2 * late - 1)) : own;
          const textured = shaded ? mix(base, late < 0.6 ? [0, 0, 0] : [255, 255, 255], line) : own;
          return pack(lined ? textured : base, lined && !shaded ? line : fill);
        });
      return { plain: table(false), lined: table(true), texture: TEXTURES[texture] };
    });
  }

  /** `late`: 0 for at once to 1 for at the very end. */
  pixel(ink: number, late: number, x: number, y: number): number {
    const { plain, lined, texture } = this.tables[ink]!;
    const shade = Math.min(SHADES - 1, (late * SHADES) | 0);
    return (texture(x, y) ? lined : plain)[shade]!;
  }

  /** A sample of an ink, from early to late. */
  swatch(canvas: HTMLCanvasElement, ink: number, late?: number): void {
    const { width, height } = canvas;
    const pen = canvas.getContext("2d")!;
    const image = pen.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) pixels[y * width + x] = this.pixel(ink, late ?? x / width, x, y);
    pen.putImageData(image, 0, 0);
  }
}

/** As ImageData has it, in the byte order of all machines browsers run on. */
const pack = ([r, g, b]: Rgb, alpha: number) =>
  ((Math.round(255 * alpha) << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
