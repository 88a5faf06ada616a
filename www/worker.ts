/** Long work, away from the page. Answers come piece by piece; the last one is `done`. */
import {
  checkScene,
  heights,
  hike,
  initSync,
  landscape,
  pickCsv,
  provideTable,
  rateRange,
  readCsv,
  sectionHeights,
  strip,
  type CsvColumns,
  type Experiment,
  type Hike,
  type Landscape,
  type Plane,
  type Scene,
  type Slice,
  type Strip,
  type View,
} from "../pkg/learning_rate_playground.js";

/** What can be asked, and what each piece of the answer is. */
export interface Work {
  hike: [
    { experiment: Experiment; hiker: number; slice: Slice | null },
    { progress: number } | { hike: Hike; landscape: Landscape },
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
export type Message = WebAssembly.Module | { tables: [name: string, csv: string][] } | Job;

type Piece = (piece: Work[Kind][1], done: boolean) => void;

const works: { [K in Kind]: (asked: Work[K][0], piece: Piece) => void } = {
  hike({ experiment, hiker, slice }, piece) {
    let last = performance.now();
    const watch = (progress: number) => {
      if (performance.now() - last < 100) return;
      last = performance.now();
      piece({ progress }, false);
    };
    piece({ hike: hike(experiment, hiker, slice, watch), landscape: landscape(experiment) }, true);
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

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (data instanceof WebAssembly.Module) {
    initSync({ module: data });
    return;
  }
  if ("tables" in data) {
    for (const [name, csv] of data.tables) provideTable(name, csv);
    return;
  }
  const { id, kind, asked } = data;
  try {
    works[kind](asked as never, (piece, done) => postMessage({ id, piece, done }));
  } catch (fault) {
    postMessage({ id, fault: (fault as Error).message, done: true });
  }
});
