/** The plot of what else a walk records: shares and lengths. */
import { short, tick } from "../../util/format";
import { end, finite, plot, range, roof, type Plot, type Recorded } from "../shared/plot";

const WILD = 1e4; // from this ratio on it is drawn on a logarithmic axis

/** Anything else that is recorded: shares from 0 to 100 %, or lengths from 0 up. */
export function otherPlot(records: Recorded[], percent: boolean, length: number, rows: number): Plot {
  const rest = { floor: null, length, label: percent ? percentage : tick, held: false };
  if (percent) {
    const step = [0.25, 0.5].find((step) => 1 / step <= rows) ?? 1;
    const ticks = Array.from({ length: 1 / step + 1 }, (_, i) => i * step);
    const lines = records.map(({ values, colour, thrown }) => ({
      values: finite(values),
      colour,
      thrown: thrown ? end(values, length, 1) : null,
    }));
    return { ...rest, lines, log: false, axis: { low: 0, high: 1, ticks } };
  }
  // Without bound: a straight line on a logarithmic axis, which has no place for a start at 0.
  const [, high] = range(records);
  const [low] = range(records, (value) => value > 0);
  const log = high / low > WILD;
  return plot(records, log, log ? low : 0, roof(records, log, low, high), rows, rest);
}

export const percentage = (share: number) => `${short(Number((100 * share).toPrecision(12)))} %`;
