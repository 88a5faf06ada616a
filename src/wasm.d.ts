export type Argument = number | boolean | string | number[] | Data;
/** An entry of the catalogue by name, and its arguments; those left out have the catalogue's default. */
export interface Chosen {
  name: string;
  [argument: string]: Argument | undefined;
}
export type Data = Chosen | { X: ArrayLike<ArrayLike<number>>; y: ArrayLike<number> };

export interface Hiker {
  optimizer: Chosen;
  /** Left out: constant. `interval: "step"` makes it advance once an update, not once a record. */
  scheduler?: Chosen;
  /** Losses of data only; left out: all samples. */
  batch_size?: number;
  /** What it does otherwise on the way, first things first. */
  changes?: Change[];
}
/** From the record `at` on; what is left out stays as it is. The same optimizer with other arguments keeps its memory. */
export interface Change {
  at: number;
  optimizer?: Chosen;
  scheduler?: Chosen;
  batch_size?: number;
}

export interface Experiment {
  loss: Chosen;
  /** Left out: the loss's own. */
  start?: ArrayLike<number>;
  /** Exactly one of steps and epochs. */
  steps?: number;
  epochs?: number;
  /** All randomness; left out: 0. */
  seed?: number;
  hikers: Hiker[];
}

export type Kind = "converged" | "too_slow" | "oscillating" | "stuck" | "diverged";
export interface Verdict {
  kind: Kind;
  step: number | null;
  text: string;
}

export interface Trace {
  /** Parameters in a point. */
  dim: number;
  /** records × dim; record 0 is the start. */
  params: Float64Array;
  /** What is walked on: the whole data's loss, penalty included. */
  loss: Float64Array;
  /** The rate of the first update after each record. */
  lr: Float64Array;
  /** Losses of data: mse, without the penalty; accuracy, 0 to 1. */
  metrics: Record<string, Float64Array>;
  verdict: Verdict;
}

export interface Run {
  hikers: Trace[];
}
export interface Sweep {
  loss: Float64Array;
  kind: Kind[];
}
export interface View {
  x: [number, number];
  y: [number, number];
}
export interface Grid extends View {
  width: number;
  height: number;
}
export interface OutcomeMap {
  loss: Float64Array;
  x: Float64Array;
  y: Float64Array;
  records: Uint32Array;
}

export interface Arg {
  name: string;
  type: "number" | "integer" | "boolean" | "pair" | "integers" | "choice" | "data";
  default: number | boolean | number[] | string | null;
  /** What a menu starts with. */
  initial: number | boolean | number[] | string | null;
  min: number | null;
  max: number | null;
  /** Whether the end itself is left out. */
  above_min: boolean;
  below_max: boolean;
  scale: "linear" | "log";
  required: boolean;
  /** Of a choice: the words it is one of. */
  choices?: string[];
  help: string;
}
export interface Entry {
  name: string;
  formula: string;
  source: string;
  help: string;
  args: Arg[];
}
export interface LossEntry extends Entry {
  /** A number of steps, or epochs, worth seeing. */ steps: number;
}
export interface Catalogue {
  losses: LossEntry[];
  optimizers: Entry[];
  schedulers: Entry[];
  data: Entry[];
}

export interface Minimum {
  at: number[];
  loss: number;
  name: string;
  global: boolean;
}
export interface Landscape {
  dim: number;
  names: string[];
  start: number[];
  view: View;
  minima: Minimum[];
  floor: number | null;
}

export interface Strip {
  lr: Float64Array;
  /** How much of the possible drop is done at the end, 0 to 1. */
  depth: Float64Array;
  kind: Kind[];
  /** The verdict's step, or NaN. */
  step: Float64Array;
  /** The last record's. */
  loss: Float64Array;
  /** The rates that arrive, around the best. */
  band: [number, number] | null;
  /** How wide the band is, in powers of ten. */
  decades: number | null;
  presets: { tooLow: number; justRight: number; tooHigh: number };
}

export interface Limit {
  rate: number;
  /** How many times the hiker's rate the largest is that its schedule makes of it; null where that does not go by it. */
  scale: number | null;
  formula: string;
  lambda: number;
  at: Float64Array;
}
export interface Hike {
  run: Run;
  limit: Limit | null;
  /** The length of the weights at each record, of each hiker; null where there is no data. */
  sizes: Float64Array[] | null;
  section: Section | null;
}

/** Which plane a map shows of many parameters. */
export type Slice =
  { of: "walk" } | { of: "weights"; pair: [number, number] } | { of: "random"; seed?: number };
/** origin + a · across + b · up, for the coordinates a and b of the map. */
export interface Plane {
  origin: Float64Array;
  across: Float64Array;
  up: Float64Array;
}
export interface Section {
  plane: Plane;
  names: [string, string];
  view: View;
  /** The walks on the plane, records × 2. */
  paths: Float64Array[];
  /** How much of each walk the plane holds, 0 to 1. */
  held: Float64Array;
}
/** How sharply the ground bends along a walk. */
export interface Sharpness {
  /** Where it is read. */
  records: Uint32Array;
  /** The largest curvature there. */
  lambda: Float64Array;
  /** At every record the curvature at which its rate would be the largest stable one; not finite where theory is silent. */
  bearable: Float64Array;
  /** That, in symbols; null where theory is silent. */
  formula: string | null;
}
/** The walk at another rate, and what comes of it. */
export interface Ghost {
  lr: number;
  /** As the map shows it, records × 2. */
  path: Float64Array;
  kind: Kind;
  /** The last record's. */
  loss: number;
}
export interface Equations {
  parameter: string;
  lines: { symbols: string; numbers: string }[];
}
export interface Table {
  X: Float64Array;
  y: Float64Array;
  n_samples: number;
  n_features: number;
}

export interface CsvColumns {
  names: string[];
  /** Whether the column is numbers; a column of text can only be a target, of two or three classes. */
  numeric: boolean[];
  /** Lines of data. */
  rows: number;
}

export interface Scene {
  v: 1;
  experiment: Experiment;
  /** What is shown; left out: everything the experiment has. */
  views?: string[];
  /** What cannot be changed. */
  lock?: string[];
  theme?: "auto" | "light" | "dark";
  /** The part of the plane the map shows; left out: the loss's own. */
  window?: View;
  /** Which plane the map shows where there are more than two parameters; left out: the walk's main directions. */
  slice?: Slice;
  /** What a lesson asks before the figure is run, and says after. */
  question?: string;
  answer?: string;
  /** The record at which the figure waits, what comes after it hidden until it is run. */
  paused?: number;
  /** Experiments of one press each; "Show me" goes through them. */
  acts?: { name: string; experiment: Experiment }[];
  /** Runs kept for comparison, at most eight. */
  pins?: { name: string; experiment: Experiment }[];
}
