/** The jobs themselves, for a worker (worker.ts) or for the page in slices (main-thread.ts). Answers come piece by piece;
 * the last one is `done`. */
import {
  checkScene,
  decisions,
  Job,
  landscape,
  pickCsv,
  predict,
  provideTable,
  readCsv,
  repairScene,
  table,
  type Data,
  type Endings,
  type Equations,
  type Ghost,
  type Hike,
  type RangeTest,
  type SettingsMap,
  type Sharpness,
  type Strip,
} from "../../pkg/learning_rate_playground.js";
import type { JobMessage, Kind, Piece, Request, Supply } from "./protocol";

/** What there is to send after a slice of work, if anything. */
export type Step<K extends Kind = Kind> = { piece: Piece<K>; done: boolean } | undefined;

/** Each runs for about `slice` milliseconds from one step to the next. */
export const jobs: { [K in Kind]: (request: Request<K>, slice: number) => Generator<Step<K>> } = {
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
    const piece = yield* sliced<SettingsMap>(Job.settingsMap(experiment, view, ...rows), slice);
    yield { piece, done: true };
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
    yield { piece: { nearest: repairScene(wrong) }, done: true };
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

/** Runs a job of the engine, slice by slice, to its answer; whoever returns from it early ends the job. */
function* sliced<Answer, Progress = undefined>(
  job: Job,
  slice: number,
  tell?: (progress: number) => Progress,
): Generator<Progress | undefined, Answer> {
  try {
    for (;;) {
      const answer = job.goOn(slice);
      if (answer !== undefined) return answer as Answer;
      yield tell?.(job.progress);
    }
  } finally {
    job.free();
  }
}

/** Large own data by its number. */
const ownData = new Map<number, Data>();

/** Keeps what jobs will need, and returns null; or returns the job, with the data it names. */
export function receive(message: Supply | JobMessage): JobMessage | null {
  if ("tables" in message) {
    for (const [name, csv] of message.tables) provideTable(name, csv);
    return null;
  }
  if ("dataId" in message) {
    ownData.set(message.dataId, message.data);
    return null;
  }
  const { request } = message;
  if ("experiment" in request) {
    const { loss } = request.experiment;
    if (typeof loss.data === "number") loss.data = ownData.get(loss.data)!;
  }
  return message;
}
