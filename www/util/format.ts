/** Numbers as text, and the round numbers along an axis. */
import { numbersText } from "../text/en/numbers";

function write(x: number, digits: number, plainBelow: number): string {
  if (Number.isNaN(x)) return numbersText.notANumber;
  const sign = x < 0 ? "−" : "";
  const size = Number(Math.abs(x).toPrecision(digits));
  if (size === 0) return "0";
  if (size === Infinity) return sign + "∞";
  const plain = size >= 1e-4 && size < plainBelow;
  return sign + (plain ? String(size) : size.toExponential().replace("e+", "e"));
}

/** Four significant digits: 0.404, 394.7, −3.1e4. */
export const short = (x: number) => write(x, 4, 1e4);

/** Numbers below each other: four significant digits, or as many more as tell them apart, the same for all. */
export function column(numbers: readonly number[]): string[] {
  const same = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  const distinct = [...new Set(numbers.filter(Number.isFinite))].sort((a, b) => a - b);
  const close = distinct
    .slice(1)
    .flatMap((b, i) => (same(distinct[i]!, b) ? [] : [[distinct[i]!, b] as const]));
  const differs = (digits: number) =>
    close.every(([a, b]) => a.toPrecision(digits) !== b.toPrecision(digits));
  const digits = [4, 5, 6, 7, 8, 9].find(differs) ?? 10;
  return numbers.map((x) => write(x, digits, 1e4));
}

/** A learning rate, three significant digits: 0.2, 0.00125, 1e-5. */
export const rate = (x: number) => write(x, 3, 1e4);

/** A label of an axis, already round: 0.0001, 50000, 1e5. */
export const tick = (x: number) => write(x, 6, 1e5);

/** Without rounding errors such as that of 3 × 0.1. */
const round = (x: number) => Number(x.toPrecision(12));

const decade = (k: number) => Number(`1e${k}`);

/** The smallest of … 0.1, 0.2, 0.5, 1, 2, 5 … that is not below x. */
function roundUp(x: number): number {
  const k = Math.floor(Math.log10(x));
  for (const digit of [1, 2, 5])
    if (Number(`${digit}e${k}`) >= x * (1 - 1e-9)) return Number(`${digit}e${k}`);
  return decade(k + 1);
}

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

/** A linear axis around low … high that begins and ends at a round tick, with at most `most` steps. */
export function roundAxis(low: number, high: number, most: number): Axis {
  // The values are equal, or differ by less than labels can show: they are drawn as a level line in the middle.
  const narrow = 2e-4 * Math.max(Math.abs(low), Math.abs(high));
  if (high - low <= narrow) [low, high] = low || high ? [low - narrow, high + narrow] : [0, 1];
  // The span exceeds the largest double.
  if (high - low === Infinity) [low, high] = [Math.max(low, -4e307), Math.min(high, 4e307)];
  let step = roundUp((high - low) / most);
  // Rounding both ends outwards can take one step more than allowed.
  if (Math.ceil(high / step) - Math.floor(low / step) > most) step = roundUp(step * 1.01);
  if (!(step > 0)) return { low, high, ticks: [low, high] };
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step));
  const finite = ticks.filter(Number.isFinite);
  return { low: Math.min(low, finite[0]!), high: Math.max(high, finite.at(-1)!), ticks: finite };
}

/** The round numbers inside low … high, at most about `most` of them, at least `least` apart. */
export function roundTicks(low: number, high: number, most: number, least = 0): number[] {
  const step = Math.max(least, roundUp((high - low) / most));
  const [first, last] = [Math.ceil(low / step - 1e-9), Math.floor(high / step + 1e-9)];
  if (!(last >= first)) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step));
}

/** A logarithmic axis around low … high: 1, 2, 5 in each decade where they fit, else every so many decades. */
export function logAxis(low: number, high: number, most: number): Axis {
  const start = Math.max(-323, Math.floor(Math.log10(low)));
  const end = Math.min(308, Math.max(Math.ceil(Math.log10(high)), start + 1));
  const around = (ticks: number[]) => ({
    low: Math.min(low, ticks[0]!),
    high: Math.max(high, ticks.at(-1)!),
    ticks,
  });

  if (end - start <= most) {
    const digits = Array.from({ length: end - start + 1 }, (_, i) =>
      [1, 2, 5].map((d) => Number(`${d}e${start + i}`)),
    );
    const all = digits.flat();
    const from = all.filter((t) => t <= low * (1 + 1e-9)).length - 1;
    const ticks = all.slice(from, all.findIndex((t) => t >= high * (1 - 1e-9)) + 1);
    const linear = roundAxis(low, high, most);
    if (ticks.length < 3 && most > 2 && linear.low > 0) return linear;
    if (ticks.length > 1 && ticks.length <= most + 1) return around(ticks);
  }

  const step = Math.max(1, roundUp((end - start) / most));
  const ticks: number[] = [];
  for (let k = Math.ceil(start / step) * step; k <= end; k += step) ticks.push(decade(k));
  if (ticks.length < 2) return around([decade(start), decade(end)]);
  return { ...around([decade(start), decade(end)]), ticks };
}
