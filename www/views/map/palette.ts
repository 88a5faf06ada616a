/** The map's printing inks, one set a theme. Everything that is not terrain comes from the page's own colours. */
export type Rgb = [number, number, number];

export interface Palette {
  tints: [at: number, colour: Rgb][]; // by height, 0 the lowest ground of the view, 1 the highest
  light: Rgb; // what sunlit slopes lean towards,
  lit: number; // how far at most,
  shade: Rgb; // and slopes in shadow
  contour: [at: number, colour: Rgb][]; // brown on soil, grey on rock, blue on snow, as Swiss maps have it
  fine: number; // strength of an ordinary contour line
  index: number; // and of every fourth or fifth
  label: Rgb; // contour numbers
  hatch: Rgb; // ground whose height is no number
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

/** The colour at `t` on a ramp of stops. */
export function ramp(stops: [number, Rgb][], t: number): Rgb {
  let k = 1;
  while (k < stops.length - 1 && stops[k][0] < t) k++;
  const [a, from] = stops[k - 1];
  const [b, to] = stops[k];
  return mix(from, to, Math.min(1, Math.max(0, (t - a) / (b - a))));
}

export const mix = (a: Rgb, b: Rgb, f: number): Rgb => [
  a[0] + (b[0] - a[0]) * f,
  a[1] + (b[1] - a[1]) * f,
  a[2] + (b[2] - a[2]) * f,
];

export const css = (c: Rgb, alpha = 1) => `rgb(${c.map(Math.round).join(" ")} / ${alpha})`;

/** WCAG contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const linear = (v: number) => (v <= 10.31 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (c: Rgb) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
  return Math.max(x, y) / Math.min(x, y);
}

/** A colour of the page as numbers. */
export function hex(colour: string): Rgb {
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.fillStyle = colour;
  const value = parseInt(String(pen.fillStyle).slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
