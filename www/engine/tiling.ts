/** How a map of many walks is cut: first a coarse one, then the fine one in bands of rows. */

// Multiplications, and pixels of a map.
const MOST_PIXELS = 160_000;
const FEWEST_PIXELS = 1600;
const MAP_WORK = 2e10; // a whole map: fewer pixels where each takes more
const BAND_WORK = 2e8; // a band of it: soon done, so that what the user moves never waits long

const COARSE = 4; // pixels of the fine map that a coarse one stands for, along each side
const FEWEST_BANDS = { coarse: 4, fine: 16 }; // so that several workers have some each

export interface Tile {
  /** Of the map that it is a part of. */
  columns: number;
  rows: number;
  /** Its rows: the first, and the one after the last. */
  from: number;
  to: number;
}
export interface Plan {
  tiles: Tile[];
  /** How many of them are of the coarse map; they come first. */
  coarse: number;
}

/** For a map of about that many pixels, of which each takes `work` multiplications. */
export function plan(work: number, width: number, height: number): Plan {
  const pixels = Math.min(width * height, Math.max(FEWEST_PIXELS, Math.min(MOST_PIXELS, MAP_WORK / work)));
  const part = Math.sqrt(pixels / (width * height));
  const size = (side: number, part: number) => Math.max(1, Math.round(side * part));
  const [columns, rows] = [size(width, part), size(height, part)];
  const bands = (columns: number, rows: number, fewest: number): Tile[] => {
    const count = Math.min(rows, Math.max(fewest, Math.ceil((columns * rows * work) / BAND_WORK)));
    const edge = (k: number) => Math.round((k * rows) / count);
    return Array.from({ length: count }, (_, k) => ({ columns, rows, from: edge(k), to: edge(k + 1) }));
  };
  const coarse = bands(size(columns, 1 / COARSE), size(rows, 1 / COARSE), FEWEST_BANDS.coarse);
  return { tiles: [...coarse, ...bands(columns, rows, FEWEST_BANDS.fine)], coarse: coarse.length };
}
