/** The numbers along the map's edges. */
import { roundTicks, tick } from "../../util/format";

/** Round values along an axis, with their text. */
export function ticks([low, high]: [number, number], most: number): { value: number; text: string }[] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const long = size >= 1e5 || size < 1e-2;
  const values = roundTicks(low, high, Math.max(2, most), long ? 1e-5 * size : 0);
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10((values[1] - values[0]) * 1.0001)) || 0));
  return values.map((value) => ({
    value,
    text: long ? tick(value) : value.toFixed(decimals).replace("-", "−"),
  }));
}
