/** How a map of many walks is cut: first a coarse one, then the fine one in bands of rows. */
import { engine, type Experiment } from "./loading";

const MOST = 160_000; // pixels of a map
const FEWEST = 1600;
const DEAREST = 2e10; // multiplications a whole map may take: fewer pixels where each is dear
const BAND = 2e8; // and a band of it: soon done, so that a hand is never waited for long
const COARSE = 4; // pixels of the fine map a coarse one stands for, along each side

export interface Plan {
  columns: number;
  rows: number;
  /** Of each tile: how fine it is, and which of its rows. */
  tiles: { columns: number; rows: number; from: number; to: number }[];
  /** How many of them are coarse. */
  coarse: number;
}

/** For a map of about that many pixels. */
export function plan(experiment: Experiment, width: number, height: number): Plan {
  const each = engine.work(experiment);
  const pixels = Math.min(width * height, Math.max(FEWEST, Math.min(MOST, DEAREST / each)));
  const part = Math.sqrt(pixels / (width * height));
  const size = (side: number, part: number) => Math.max(1, Math.round(side * part));
  const [columns, rows] = [size(width, part), size(height, part)];
  const bands = (columns: number, rows: number, fewest: number) => {
    const count = Math.min(rows, Math.max(fewest, Math.ceil((columns * rows * each) / BAND)));
    const edge = (k: number) => Math.round((k * rows) / count);
    return Array.from({ length: count }, (_, k) => ({ columns, rows, from: edge(k), to: edge(k + 1) }));
  };
  const coarse = bands(size(columns, 1 / COARSE), size(rows, 1 / COARSE), 4);
  return { columns, rows, tiles: [...coarse, ...bands(columns, rows, 16)], coarse: coarse.length };
}
