/** An axis that can be zoomed into as far as doubles go: where numbers lie on it, and labels that stay distinct. */
import { tick } from "../../util/format";

export interface Axis {
  name: string;
  range: [number, number];
  scale: "linear" | "log";
}

const span = ({ range: [from, to], scale }: Axis) =>
  scale === "log" ? Math.log1p((to - from) / from) : to - from;

/** How far along the axis a number lies: 0 at its beginning, 1 at its end. */
export function partOf(axis: Axis, value: number): number {
  const [from] = axis.range;
  return (axis.scale === "log" ? Math.log1p((value - from) / from) : value - from) / span(axis);
}

export function valueAt(axis: Axis, part: number): number {
  const [from, to] = axis.range;
  if (part === 1) return to;
  return axis.scale === "log" ? from + from * Math.expm1(part * span(axis)) : from + part * (to - from);
}

const DIGITS = 5; // of a label at most; where more are needed, labels are differences from the first
const ULP = 2 ** -52;

/** Whether each of `pixels` pixels has a number of its own. */
export const isDistinct = ({ range: [from, to] }: Axis, pixels: number): boolean =>
  to - from > 4 * pixels * ULP * Math.max(Math.abs(from), Math.abs(to));

export interface Ticks {
  ticks: { part: number; text: string }[];
  /** The number that labels are added to; empty where they stand for themselves. */
  base: string;
}

/** At most about `most` labels. */
export function ticksOf(axis: Axis, most: number): Ticks {
  const [from, to] = axis.range;
  const at = (value: number, text: string) => ({ part: partOf(axis, value), text });
  if (axis.scale === "log" && to / from > 8) {
    const first = Math.ceil(Math.log10(from) - 1e-9);
    const last = Math.floor(Math.log10(to) + 1e-9);
    const digits = last - first + 1 <= most / 3 ? [1, 2, 5] : [1];
    const every = Math.max(1, Math.ceil((last - first + 1) / most));
    const values = [];
    for (let k = first - 1; k <= last; k++)
      if ((k - first) % every === 0 || digits.length > 1)
        for (const digit of digits) values.push(Number(`${digit}e${k}`));
    const inside = values.filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
    return { ticks: inside.map((value) => at(value, tick(value))), base: "" };
  }
  const decade = 10 ** Math.floor(Math.log10((to - from) / most));
  const step = decade * [1, 2, 5, 10].find((digit) => digit * decade >= (to - from) / most)!;
  const [first, last] = [Math.ceil(from / step), Math.floor(to / step)];
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const long = Math.max(Math.abs(from), Math.abs(to)) / step >= 10 ** DIGITS;
  const text = (k: number) =>
    long ? `+${tick(Number(((k - first) * step).toPrecision(3)))}` : tidy(k * step, decimals);
  const count = Math.max(0, last - first + 1);
  return {
    ticks: Array.from({ length: count }, (_, n) => at((first + n) * step, text(first + n))),
    base: long ? tidy(first * step, decimals) : "",
  };
}

const tidy = (value: number, decimals: number) =>
  (decimals > 20 || (decimals > 6 && Math.abs(value) < 1e-3)
    ? value.toPrecision(Math.min(17, Math.max(1, decimals + Math.ceil(Math.log10(Math.abs(value) || 1)))))
    : value.toFixed(decimals)
  ).replace("-", "−");
