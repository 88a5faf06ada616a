/** Colours as numbers: red, green and blue from 0 to 255. */
export type Rgb = [number, number, number];

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

/** A pixel of an ImageData as one number (every browser's machine is little-endian); `alpha` from 0 to 255. */
export const pixel = ([r, g, b]: Rgb, alpha: number) => (alpha << 24) | (b << 16) | (g << 8) | r;
