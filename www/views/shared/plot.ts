/** What a chart draws: which lines, on which axis. Values and axes are in the axis' own unit: log10 where `log`. */
import type uPlot from "uplot";
import { type Axis, logAxis, rate, roundAxis, tick } from "../../util/format";

/** The walk of one hiker, as far as it was recorded. */
export interface Recorded {
  values: Float64Array;
  colour: string;
  thrown: boolean;
  /** Another run, kept for comparison. */
  pinned?: boolean;
}

export interface Line {
  /** Null is a gap; undefined values are skipped without one. */
  values: ArrayLike<number | null | undefined>;
  colour: string;
  /** Where its values lie across; else each at its record. */
  at?: ArrayLike<number>;
  /** Where a hiker diverged: the line ends there, or leaves the chart. */
  thrown: { x: number; y: number } | null;
  pinned?: boolean;
  dashed?: boolean;
}

export interface Plot {
  lines: Line[];
  log: boolean;
  axis: Axis;
  label: (x: number) => string;
  floor: number | null;
  length: number;
  /** Whether a value holds until the next one is recorded. */
  held: boolean;
  /** What lies across, where that is not the records. */
  across?: { low: number; high: number; labelled: boolean };
  /** What is drawn on top. */
  more?(chart: uPlot): void;
}

const LOG_HELPS = 30; // ratio of the largest to the smallest loss from which an axis is logarithmic
const HELD = 200; // records up to which a held value is drawn as a stair
const ROOM = 1000; // times the highest of the others: how much of a diverging hiker is shown on a logarithmic axis

/** Losses on one axis; `log` null chooses it. `positive` says whether it could be logarithmic. */
export function lossPlot(
  records: Recorded[],
  wish: boolean | null,
  floor: number | null,
  length: number,
  rows: number,
): { plot: Plot; positive: boolean } {
  let [low, high] = range(records);
  const positive = low > 0;
  const log = positive && (wish ?? high / low > LOG_HELPS);
  high = roof(records, log, low, high);

  // The floor is shown, except far below all values on a logarithmic axis.
  const shown = floor !== null && (log ? floor > low / 1000 && floor > 0 : true) ? floor : null;
  if (shown !== null) [low, high] = [Math.min(low, shown), Math.max(high, shown)];
  const rest = { floor: shown, length, label: tick, held: false };
  return { plot: plot(records, log, low, high, rows, rest), positive };
}

export function ratePlot(rates: Recorded[], length: number, rows: number): Plot {
  const records = rates.map((record) => ({ ...record, thrown: false }));
  const [low, high] = range(records);
  const rest = { floor: null, length, label: rate, held: rates.every(({ values }) => values.length <= HELD) };
  if (low === high) {
    const axis = { low: 0, high: Math.min(2 * low, Number.MAX_VALUE), ticks: [low] };
    const lines = records.map(({ values, colour }) => ({ values: finite(values), colour, thrown: null }));
    return { ...rest, lines, log: false, axis };
  }
  const log = low > 0 && high / low > 100;
  return plot(records, log, log ? low : 0, high, rows, rest);
}

export function plot(
  records: Recorded[],
  log: boolean,
  low: number,
  high: number,
  rows: number,
  rest: Pick<Plot, "floor" | "length" | "label" | "held">,
): Plot {
  const { label, floor, length } = rest;
  const axis = log ? logAxis(low, high, rows) : roundAxis(low, high, rows);
  // A canvas does not draw a line to 1e300 at all.
  const outside = axis.high + 9 * (axis.high - axis.low);
  const lines = records.map(({ values, colour, thrown, pinned = false }) => {
    const scaled = log ? values.map(Math.log10) : thrown ? values.map((v) => Math.min(v, outside)) : values;
    const top = log ? Math.log10(axis.high) : axis.high;
    return { values: finite(scaled), colour, pinned, thrown: thrown ? end(scaled, length, top) : null };
  });
  if (!log) return { ...rest, lines, log, axis };
  return {
    ...rest,
    lines,
    log,
    axis: { low: Math.log10(axis.low), high: Math.log10(axis.high), ticks: axis.ticks.map(Math.log10) },
    label: (x) => label(Number((10 ** x).toPrecision(6))),
    floor: floor === null ? null : Math.log10(floor),
  };
}

/** The top of the axis: a diverging hiker does not set it beside others, which would all look flat. */
export function roof(records: Recorded[], log: boolean, low: number, high: number): number {
  const stay = records.filter(({ thrown }) => !thrown);
  if (stay.length === 0 || stay.length === records.length) return high;
  const [, most] = range(stay);
  return Math.min(high, log ? most * ROOM : most + (most - low) / 2);
}

/** Where the line of a diverging hiker leaves the chart, or ends in it. */
export function end(values: Float64Array, length: number, top: number): Line["thrown"] {
  const last = values.length - 1;
  const out = values.findIndex((value) => value > top);
  if (out >= 0) {
    const [a, b] = [values[out - 1] ?? top, values[out]!];
    return { x: Math.max(0, out - 1) + (top - a) / (b - a), y: top };
  }
  return last < length && last >= 0 ? { x: last, y: values[last]! } : null;
}

export function range(
  records: Recorded[],
  counts: (value: number) => boolean = Number.isFinite,
): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of records)
    for (const value of values) {
      if (!counts(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low <= high ? [low, high] : [0, 1];
}

/** uPlot takes null for a gap; a single Infinity or NaN would set its range. */
export function finite(values: Float64Array): ArrayLike<number | null> {
  return values.every(Number.isFinite) ? values : Array.from(values, (v) => (Number.isFinite(v) ? v : null));
}
