export type Argument = number | boolean | string | number[] | Data | Chosen[];
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

/** In the order that numbers stand for them. */
export type Kind = "converged" | "too_slow" | "oscillating" | "stuck" | "diverged";
/** What is said, apart from its words: which sentence, and what fills it in. */
export interface Message {
  code: string;
  params: Record<string, string | number | Message>;
}
export interface Verdict extends Message {
  kind: Kind;
  step: number | null;
  /** What is said besides. */
  more: Message[];
  /** All that in English. */
  text: string;
}
/** What is thrown where something is wrong with what is given; its message is the sentence in English. */
export interface Fault extends Error, Message {
  /** Where, such as `hikers[0].optimizer.lr`; empty where no key is at fault. */
  path: string;
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
  /**
   * What it took to come to each record, in gradients: one over the whole data, or of a surface, is 1, one over a batch
   * of 32 of 500 samples 32/500. Those an optimizer asks for beyond its step's own are counted too.
   */
  evaluations: Float64Array;
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

/** Of each pixel of some rows, row by row from the top. */
export interface Endings {
  /** The number of one of the landscape's minima; where none is known, 0 for a walk that settles; 254 where it arrives
   * nowhere, 255 where it is thrown out. */
  valley: Uint8Array;
  /** The record from which on it has arrived; else 0. */
  arrival: Uint32Array;
}

/** A number of the optimizer's along one side: an argument, or one of its two, such as "betas[0]". */
export interface SettingsAxis {
  name: string;
  range: [number, number];
  scale: "linear" | "log";
}
export interface SettingsView {
  x: SettingsAxis;
  y: SettingsAxis;
  width: number;
  height: number;
}
/** Of each pixel of some rows, row by row from the top. */
export interface SettingsMap {
  /** By its place in `Kind`; 255 where the two numbers are not allowed together. */
  kind: Uint8Array;
  /** The verdict's; 0 where that has none. */
  step: Uint32Array;
  /** The numbers at the pixels' middles, of each column from the left and of each row from the top. */
  x: Float64Array;
  y: Float64Array;
}

export interface Arg {
  name: string;
  type:
    | "number"
    | "integer"
    | "boolean"
    | "pair"
    | "triple"
    | "integers"
    | "choice"
    | "data"
    | "formula"
    | "schedulers";
  default: number | boolean | number[] | string | null;
  /** What a menu starts with. */
  initial: number | boolean | number[] | string | Chosen[] | null;
  min: number | null;
  /** Of data whose targets name classes: how many there may be. */
  max: number | null;
  /** Whether the end itself is left out. */
  above_min: boolean;
  below_max: boolean;
  scale: "linear" | "log";
  required: boolean;
  /** Of a choice: the words it is one of. */
  choices?: string[];
  /** What holds where it is left out, in a word, if no number says it. */
  left_out?: string;
  /** Of a formula: what it is of. Its other names are arguments too: `formulaParameters`. */
  variables?: string[];
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
  /** Whether the engine a page opens with has it. */ opens: boolean;
}
export interface OptimizerEntry extends Entry {
  /** Whether the engine a page opens with has it. */ opens: boolean;
  /** Whether it can stand inside another: some schedulers can. */ nests: boolean;
}
export type SchedulerEntry = OptimizerEntry;
export interface Catalogue {
  losses: LossEntry[];
  optimizers: OptimizerEntry[];
  schedulers: SchedulerEntry[];
  data: Entry[];
  /** Schedules that many use, made of those there are: see `schedulePreset`. */
  presets: { name: string; help: string }[];
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
  /** Names of optimizers that cannot walk here, with the reason, as it follows "which". */
  unfit: Record<string, string>;
}

export interface Strip {
  /** Rising: the evenly spaced ones, and between them more where the loss has a known lowest point and some may arrive. */
  lr: Float64Array;
  /** How much of the possible drop is done at the end, 0 to 1. */
  depth: Float64Array;
  kind: Kind[];
  /** The verdict's step, or NaN. */
  step: Float64Array;
  /** The last record's. */
  loss: Float64Array;
  /** The lowest and the highest rate of each stretch of neighbours that arrive, rising. */
  bands: [number, number][];
  /** The one of them around the best rate. */
  band: [number, number] | null;
  /** How wide that is, in powers of ten. */
  decades: number | null;
  /**
   * `tooLow` crawls, `tooHigh` bounces or is thrown out; null where no such rate is beside the best. `justRight` arrives
   * among the first or, where none arrives, gets furthest.
   */
  presets: { tooLow: number | null; justRight: number; tooHigh: number | null };
}

/** Learning-rate range test: one walk on which the rate rises from update to update. */
export interface RangeTest {
  /** The rate of each update. */
  lr: Float64Array;
  /** What each update saw before its step: the loss of its batch, where it has one. */
  loss: Float64Array;
  /** Its exponential mean, of factor 0.98, corrected for its start at 0. */
  smooth: Float64Array;
  /**
   * Where `smooth` falls steepest in the logarithm of the rate, from the first tenth on to where it is lowest; null where
   * it does not fall.
   */
  suggested: number | null;
  /** The rate where it was over: `smooth` above 4 times its best, or no number any more; null where it went through. */
  stop: number | null;
  /** What comes of a whole walk at the rate suggested. */
  outcome: { kind: Kind; step: number | null } | null;
}

/** The largest stable rate at the lowest minimum known, of equal ones the nearest to the start. */
export interface Limit {
  rate: number;
  /** How many times the hiker's rate the largest is that its schedule makes of it; null where that does not go by it. */
  scale: number | null;
  formula: string;
  lambda: number;
  at: Float64Array;
}
/** The hikers compared at equal budgets, in gradients as `Trace.evaluations` counts them. */
export interface Race {
  /** The least that any hiker spends who reaches the end of the walk. */
  budget: number;
  /** One a hiker. */
  rows: RaceRow[];
  /** The hikers in the order they come in. */
  order: number[];
}
export interface RaceRow {
  end: "arrived" | "on_the_way" | "thrown_out";
  /** The record where it ends, and what it took to come there; null of one on the way. */
  record: number | null;
  evaluations: number | null;
  /** The loss the budget brings it to. */
  loss: number;
  /** How many records the budget pays for. */
  records: number;
}
export interface Hike {
  run: Run;
  limit: Limit | null;
  /** Null in the engine that a page opens with, which has none. */
  race: Race | null;
  /** The length of the weights at each record, of each hiker; null where there is no data. */
  sizes: Float64Array[] | null;
  section: Section | null;
  /** Whether the rate has no effect on that hiker, whose schedule has rates of its own. */
  ignored: boolean;
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
/** A place on the curve of the rate that moves arguments of the schedule. */
export interface Handle {
  /** What it moves. */
  name: string;
  /** A record, and the rate there; null where it moves the time alone. */
  at: number;
  rate: number | null;
  across: boolean;
  up: boolean;
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
/** Which way to turn a rate, and what else would help. */
export interface Advice {
  /** What the walks at rates all over the track prove of the hiker's own; null where they prove nothing. */
  word: "too_low" | "just_right" | "too_high" | null;
  /** At most three, one a kind of change: first those that arrive, the quickest first; then those with the lowest loss. */
  remedies: Remedy[];
}
/** A change that was walked and came out better: its sentence, and what `run` gives for its experiment. */
export interface Remedy extends Message {
  /** Of the advised hiker alone. */
  experiment: Experiment;
  kind: Kind;
  step: number | null;
  /** The last record's. */
  loss: number;
  text: string;
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
  columns: CsvColumn[];
  /** Lines of data. */
  rows: number;
}
export interface CsvColumn {
  kind: "numbers" | "text" | "dates" | "empty";
  /** The lines of data that have no value here, from 0. */
  missing: number[];
  /** Whether it numbers the lines, and so is hardly a feature. */
  counts: boolean;
  /** What stands beside its numbers: currency, percent. */
  signs: string[];
  /** Between thousands. */
  thousands: string | null;
  /** Before decimals; null where both would do. */
  decimal: string | null;
  /** The first field that both would do for, and its number with a decimal point and with a decimal comma. */
  question: { field: string; point: number; comma: number } | null;
}
export interface CsvChoices {
  /** What `question` is answered by. */
  decimal?: "." | ",";
  /** Lines that lack a feature are left out, which is the default, or have the mean of the column there. */
  missing?: "rows" | "mean";
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
