/** The colours of the terrain, one set for each theme. All other colours of the map are those of the page. */
import type { Rgb } from "../shared/colour";

export interface Palette {
  tints: [at: number, colour: Rgb][]; // by height: 0 is the lowest of the view, 1 the highest
  light: Rgb; // mixed into sunlit slopes
  lit: number; // its largest share
  shade: Rgb; // mixed into slopes in shadow
  contour: [at: number, colour: Rgb][]; // brown on soil, grey on rock, blue on snow, as Swiss maps have it
  fine: number; // opacity of an ordinary contour line
  index: number; // opacity of an index line, every fourth or fifth
  label: Rgb; // numbers on contour lines
  hatch: Rgb; // where the height is not a number
}

const rgb = (hex: number): Rgb => [hex >> 16, (hex >> 8) & 255, hex & 255];

export const palettes: Record<"light" | "dark", Palette> = {
  light: {
    tints: [
      [0, rgb(0x9cc79b)],
      [0.16, rgb(0xbcd6a3)],
      [0.34, rgb(0xdfe3b4)],
      [0.52, rgb(0xf3e7bf)],
      [0.68, rgb(0xe9d5ae)],
      [0.82, rgb(0xd6c7b3)],
      [0.92, rgb(0xdcd8d3)],
      [1, rgb(0xfbfbfa)],
    ],
    light: rgb(0xfffbe6),
    lit: 0.62,
    shade: rgb(0x5d6684),
    contour: [
      [0, rgb(0x7a5230)],
      [0.7, rgb(0x85552f)],
      [0.85, rgb(0x6e5b50)],
      [1, rgb(0x5a7793)],
    ],
    fine: 0.42,
    index: 0.68,
    label: rgb(0x5c3a1c),
    hatch: rgb(0xa39d90),
  },
  dark: {
    tints: [
      [0, rgb(0x17403c)],
      [0.16, rgb(0x214a3f)],
      [0.34, rgb(0x335245)],
      [0.52, rgb(0x47554a)],
      [0.68, rgb(0x52534d)],
      [0.82, rgb(0x575a5e)],
      [0.92, rgb(0x6a7279)],
      [1, rgb(0x96a3ad)],
    ],
    light: rgb(0xb9cdc9),
    lit: 0.26,
    shade: rgb(0x06090f),
    contour: [
      [0, rgb(0xd2b48a)],
      [0.7, rgb(0xd9bb92)],
      [0.85, rgb(0xd8cdc0)],
      [1, rgb(0xe4edf5)],
    ],
    fine: 0.34,
    index: 0.62,
    label: rgb(0xf3e6cc),
    hatch: rgb(0x5b635f),
  },
};
