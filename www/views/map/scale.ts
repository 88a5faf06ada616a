/** Which levels have a contour line, and which height has which tint. */

/**
 * `tone` is what tints follow: the height, or its logarithm above the lowest. Contour lines lie where `line(tone)` is
 * whole; `level(n)` is the height of line n.
 */
export interface Scale {
  tone(h: number): number;
  line(tone: number): number;
  isIndex(n: number): boolean;
  level(n: number): number;
  extreme?: boolean; // heights span decades, so that gorges may be narrower than a grid cell
}

/** Some thousands of the finite heights, the lowest among them, sorted. */
export function sample(heights: Float64Array): Float64Array {
  const every = Math.max(1, Math.floor(heights.length / 6007));
  const some: number[] = [];
  let low = Infinity;
  for (let i = 0; i < heights.length; i++) {
    const h = heights[i];
    if (h < low && h > -Infinity) low = h;
    if (i % every === 0 && Number.isFinite(h)) some.push(h);
  }
  if (low < Infinity) some.push(low);
  return Float64Array.from(some).sort();
}

const quantile = (sorted: Float64Array, q: number) => sorted[Math.round(q * (sorted.length - 1))];

/** The 75th percentile of the rise from one cell to the next. */
export function steepness(heights: ArrayLike<number>, columns: number): number {
  const some: number[] = [];
  for (let i = columns; i < heights.length - 1; i += 97) {
    const rise = Math.hypot(heights[i + 1] - heights[i], heights[i] - heights[i - columns]);
    if (rise < Infinity) some.push(rise);
  }
  return quantile(Float64Array.from(some).sort(), 0.75) || 0;
}

/** Levels are round numbers: equally spaced, or a few in each decade above the lowest where heights span decades. */
export function chooseScale(sorted: Float64Array, rise: number): Scale {
  const low = sorted[0];
  const high = quantile(sorted, 0.99);
  const span = high - low;
  if (!(span > 1e-12 * Math.max(Math.abs(low), Math.abs(high)))) {
    return { tone: () => 0, line: () => 0.5, isIndex: () => false, level: () => low }; // flat: no lines
  }
  if (quantile(sorted, 0.5) - low > 0.115 * span) {
    // About thirty lines, fewer where slopes are so steep that they would crowd.
    const [interval, every] = roundInterval(Math.min(span / 6, Math.max(span / 30, 4.5 * rise)));
    const base = Math.floor(low / interval); // lines are counted from here, so that their numbers are small
    return {
      tone: (h) => (h - low) / interval,
      line: (tone) => tone + (low / interval - base),
      isIndex: (n) => (n + base) % every === 0,
      level: (n) => (n + base) * interval,
    };
  }
  const unit = 10 ** Math.floor(Math.log10(Math.max(quantile(sorted, 0.003) - low, span * 1e-15)));
  const base = Math.floor(low / unit + 1e-9) * unit;
  const decades = Math.log10(span / unit);
  const marks = decades > 12 ? [1] : decades > 6 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7];
  const count = marks.length;
  const from = marks.map(Math.log10);
  const to = [...from.slice(1), 1];
  return {
    tone(h) {
      const x = (h - base) / unit;
      return x < 1 ? (x - 1) * Math.LOG10E : Math.log10(x); // linear below the first line, logarithmic above
    },
    line(tone) {
      if (!(tone > 0)) return tone;
      const decade = Math.floor(tone);
      const rest = tone - decade;
      let k = count - 1;
      while (rest < from[k]) k--;
      return decade * count + k + (rest - from[k]) / (to[k] - from[k]);
    },
    extreme: true,
    isIndex: (n) => n % 3 === 0,
    level: (n) => base + unit * marks[n % count] * 10 ** Math.floor(n / count),
  };
}

/** An interval of 1, 2, 2.5 or 5 times a power of ten near `wish`, and which lines are index lines. */
function roundInterval(wish: number): [interval: number, every: number] {
  const power = 10 ** Math.floor(Math.log10(wish));
  const [factor, every] = [
    [1, 5],
    [2, 5],
    [2.5, 4],
    [5, 4],
    [10, 5],
  ].find(([f]) => f * power >= wish * 0.85)!;
  return [factor * power, every];
}

/** From a tone to its place on the ramp of tints, 0 to 1: half by height and half by rank, so that all tints occur. */
export function placeTones(sorted: Float64Array, scale: Scale): (tone: number) => number {
  if (!sorted.length) return () => 0;
  const steps = 64;
  const at: number[] = [];
  for (let k = 0; k <= steps; k++) at.push(scale.tone(quantile(sorted, k / steps)));
  const low = at[0];
  const span = at[steps] - low || 1;
  const table = new Float32Array(1025);
  let k = 0;
  for (let i = 0; i <= 1024; i++) {
    const height = low + (span * i) / 1024;
    while (k < steps - 1 && at[k + 1] < height) k++;
    const rank = (k + Math.min(1, (height - at[k]) / (at[k + 1] - at[k] || 1))) / steps;
    table[i] = 0.55 * (i / 1024) + 0.45 * rank;
  }
  const factor = 1024 / span;
  return (tone) => {
    const i = (tone - low) * factor;
    return table[i > 0 ? (i < 1024 ? (i + 0.5) | 0 : 1024) : 0];
  };
}
