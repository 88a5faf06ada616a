/** Long work, away from the page: in a worker (listen.ts). Answers come piece by piece; the last one is `done`. */
import {
  arithmetic,
  checkScene,
  decisions,
  heights,
  hike,
  landscape,
  pickCsv,
  predict,
  provideTable,
  rateRange,
  readCsv,
  sectionHeights,
  strip,
  table,
  type CsvColumns,
  type Data,
  type Equations,
  type Experiment,
  type Grid,
  type Hike,
  type Landscape,
  type Plane,
  type Scene,
  type Slice,
  type Strip,
  type Table,
  type View,
} from "../pkg/learning_rate_playground.js";

/** What can be asked, and what each piece of the answer is. */
export interface Work {
  hike: [
    // unchecked: a scene that is not on show yet; tabled: whether the data is asked for too
    { unchecked: Scene | null; experiment: Experiment; hiker: number; slice: Slice | null; tabled: boolean },
    { progress: number } | { hike: Hike; landscape: Landscape; table: Table | null },
  ];
  strip: [
    // range null: find the slider's ends first
    { experiment: Experiment; range: { low: number; high: number } | null; counts: number[] },
    { low: number; high: number; strip: Strip },
  ];
  ground: [
    { experiment: Experiment; plane: Plane | null; view: View; sizes: [number, number][] },
    { view: View; columns: number; rows: number; heights: Float64Array },
  ];
  arithmetic: [{ experiment: Experiment; hiker: number; step: number }, Equations[]];
  predict: [{ experiment: Experiment; params: Float64Array; of: [number, number] | Grid }, Float64Array];
  csv: [
    // pick null: what columns there are; else data of those picked, which the scene can have
    { text: string; pick: { features: number[]; target: number; scene: Scene } | null },
    { columns: CsvColumns } | { table: { X: number[][]; y: number[] } },
  ];
}
export type Kind = keyof Work;
export type Job<K extends Kind = Kind> = { id: number; kind: K; asked: Work[K][0] };
export type Answer<K extends Kind = Kind> = { id: number; done: boolean } & (
  { piece: Work[K][1] } | { fault: string }
);
/** What a job may need, or a job. */
export type Told = { tables: [name: string, csv: string][] } | { kept: number; data: Data } | Job;
export type Message = WebAssembly.Module | Told;

export type Piece = (piece: Work[Kind][1], done: boolean) => void;

export const works: { [K in Kind]: (asked: Work[K][0], piece: Piece) => void } = {
  hike({ unchecked, experiment, hiker, slice, tabled }, piece) {
    if (unchecked) checkScene(unchecked);
    let last = performance.now();
    const watch = (progress: number) => {
      if (performance.now() - last < 100) return;
      last = performance.now();
      piece({ progress }, false);
    };
    const walked = hike(experiment, hiker, slice, watch);
    piece({ hike: walked, landscape: landscape(experiment), table: tabled ? table(experiment) : null }, true);
  },
  strip({ experiment, range, counts }, piece) {
    const { low, high } = range ?? rateRange(experiment);
    counts.forEach((count, k) =>
      piece({ low, high, strip: strip(experiment, low, high, count) }, k === counts.length - 1),
    );
  },
  ground({ experiment, plane, view, sizes }, piece) {
    sizes.forEach(([columns, rows], k) => {
      const grid = { ...view, width: columns, height: rows };
      const of = plane ? sectionHeights(experiment, plane, grid) : heights(experiment, grid);
      piece({ view, columns, rows, heights: of }, k === sizes.length - 1);
    });
  },
  arithmetic({ experiment, hiker, step }, piece) {
    piece(arithmetic(experiment, hiker, step), true);
  },
  predict({ experiment, params, of }, piece) {
    piece("x" in of ? decisions(experiment, params, of) : predict(experiment, params, of), true);
  },
  csv({ text, pick }, piece) {
    if (!pick) {
      piece({ columns: readCsv(text) }, true);
      return;
    }
    const { features, target, scene } = pick;
    const table = pickCsv(text, features, target);
    scene.experiment.loss.data = table;
    delete scene.experiment.start;
    checkScene(scene);
    piece({ table }, true);
  },
};

/** Own data sent once, which jobs name by its number. */
const kept = new Map<number, Data>();

/** Takes what jobs will need; null where the message was that, else the job. */
export function take(message: Told): Job | null {
  if ("tables" in message) {
    for (const [name, csv] of message.tables) provideTable(name, csv);
    return null;
  }
  if ("kept" in message) {
    kept.set(message.kept, message.data);
    return null;
  }
  const { asked } = message;
  if ("experiment" in asked) {
    const { loss } = asked.experiment;
    if (typeof loss.data === "number") loss.data = kept.get(loss.data)!;
  }
  return message;
}
