/** Long work, away from the page in a worker (worker.ts), or on it in slices (main-thread.ts). Answers come piece by piece; the
 * last one is `done`. */
import {
  checkScene,
  decisions,
  Job,
  landscape,
  openingScene,
  pickCsv,
  predict,
  provideTable,
  readAddress,
  readCsv,
  table,
  type CsvColumns,
  type Data,
  type Endings,
  type Equations,
  type Experiment,
  type Ghost,
  type Grid,
  type Hike,
  type Landscape,
  type Plane,
  type RangeTest,
  type Scene,
  type SettingsMap,
  type SettingsView,
  type Sharpness,
  type Slice,
  type Strip,
  type Table,
  type View,
} from "../../pkg/learning_rate_playground.js";
import { repairs } from "../scene/repair";

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
  finder: [{ experiment: Experiment; low: number; high: number; steps: number }, RangeTest];
  ground: [
    { experiment: Experiment; plane: Plane | null; view: View; sizes: [number, number][] },
    { view: View; columns: number; rows: number; heights: Float64Array },
  ];
  // rows of the view, from the first to the one after the last
  endings: [{ experiment: Experiment; view: Grid; rows: [number, number] }, Endings];
  settings: [{ experiment: Experiment; view: SettingsView; rows: [number, number] }, SettingsMap];
  ghost: [{ experiment: Experiment; lr: number; plane: Plane | null }, Ghost];
  sharpness: [{ experiment: Experiment; hiker: number }, Sharpness];
  arithmetic: [{ experiment: Experiment; hiker: number; step: number }, Equations[]];
  predict: [{ experiment: Experiment; params: Float64Array; of: [number, number] | Grid }, Float64Array];
  /** The nearest valid scene. */
  repair: [{ wrong: Scene }, { nearest: Scene | null }];
  csv: [
    // pick null: what columns there are; else data of those picked, which the scene can have
    { text: string; pick: { features: number[]; target: number; scene: Scene } | null },
    { columns: CsvColumns } | { table: { X: number[][]; y: number[] } },
  ];
}
export type Kind = keyof Work;
export type Asked<K extends Kind = Kind> = { id: number; kind: K; asked: Work[K][0]; follows: boolean };
export type Answer<K extends Kind = Kind> = { id: number; done: boolean } & (
  { piece: Work[K][1] } | { fault: string }
);
/** What a job may need, or a job. */
export type Told = { tables: [name: string, csv: string][] } | { kept: number; data: Data } | Asked;
export type Message = WebAssembly.Module | Told;

/** What there is to tell after a slice of work, if anything. */
export type Step<K extends Kind = Kind> = { piece: Work[K][1]; done: boolean } | undefined;

/** Each goes on for about so many milliseconds from one step to the next. */
export const works: { [K in Kind]: (asked: Work[K][0], slice: number) => Generator<Step<K>> } = {
  *hike({ unchecked, experiment, hiker, slice: plane, tabled }, slice) {
    if (unchecked) {
      checkScene(unchecked);
      yield;
    }
    const progress = (progress: number) => ({ piece: { progress }, done: false });
    const hike = yield* sliced<Hike, Step<"hike">>(Job.hike(experiment, hiker, plane), slice, progress);
    yield;
    yield {
      piece: { hike, landscape: landscape(experiment), table: tabled ? table(experiment) : null },
      done: true,
    };
  },
  *strip({ experiment, range, counts }, slice) {
    const { low, high } = range ?? (yield* sliced<typeof range & object>(Job.rateRange(experiment), slice));
    for (const [k, count] of counts.entries()) {
      const strip = yield* sliced<Strip>(Job.strip(experiment, low, high, count), slice);
      yield { piece: { low, high, strip }, done: k === counts.length - 1 };
    }
  },
  *finder({ experiment, low, high, steps }, slice) {
    const piece = yield* sliced<RangeTest>(Job.rangeTest(experiment, low, high, steps), slice);
    yield { piece, done: true };
  },
  *ground({ experiment, plane, view, sizes }, slice) {
    for (const [k, [columns, rows]] of sizes.entries()) {
      const grid = { ...view, width: columns, height: rows };
      const job = plane ? Job.sectionHeights(experiment, plane, grid) : Job.heights(experiment, grid);
      const heights = yield* sliced<Float64Array>(job, slice);
      yield { piece: { view, columns, rows, heights }, done: k === sizes.length - 1 };
    }
  },
  *endings({ experiment, view, rows }, slice) {
    yield { piece: yield* sliced<Endings>(Job.endings(experiment, view, ...rows), slice), done: true };
  },
  *settings({ experiment, view, rows }, slice) {
    yield {
      piece: yield* sliced<SettingsMap>(Job.settingsMap(experiment, view, ...rows), slice),
      done: true,
    };
  },
  *ghost({ experiment, lr, plane }, slice) {
    yield { piece: yield* sliced<Ghost>(Job.ghost(experiment, lr, plane), slice), done: true };
  },
  *sharpness({ experiment, hiker }, slice) {
    yield { piece: yield* sliced<Sharpness>(Job.sharpness(experiment, hiker), slice), done: true };
  },
  *arithmetic({ experiment, hiker, step }, slice) {
    const piece = yield* sliced<Equations[]>(Job.arithmetic(experiment, hiker, step), slice);
    yield { piece, done: true };
  },
  *predict({ experiment, params, of }) {
    const piece = "x" in of ? decisions(experiment, params, of) : predict(experiment, params, of);
    yield { piece, done: true };
  },
  *repair({ wrong }) {
    const nearest = yield* repairs(wrong, { openingScene, checkScene, readAddress });
    yield { piece: { nearest }, done: true };
  },
  *csv({ text, pick }) {
    if (!pick) {
      yield { piece: { columns: readCsv(text) }, done: true };
      return;
    }
    const { features, target, scene } = pick;
    const table = pickCsv(text, features, target);
    scene.experiment.loss.data = table;
    delete scene.experiment.start;
    checkScene(scene);
    yield { piece: { table }, done: true };
  },
};

/** Goes on with a job, slice by slice, to its answer; whoever returns from it early ends the job. */
function* sliced<Done, Told = undefined>(
  job: Job,
  slice: number,
  tell?: (progress: number) => Told,
): Generator<Told | undefined, Done> {
  try {
    for (;;) {
      const answer = job.goOn(slice);
      if (answer !== undefined) return answer as Done;
      yield tell?.(job.progress);
    }
  } finally {
    job.free();
  }
}

/** Own data sent once, which jobs name by its number. */
const kept = new Map<number, Data>();

/** Takes what jobs will need; null where the message was that, else the job. */
export function take(message: Told): Asked | null {
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
