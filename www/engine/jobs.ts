/** The jobs themselves, for a worker (worker.ts) or for the page in slices (main-thread.ts). Answers come piece by piece;
 * the last one is `done`. */
import {
  checkScene,
  decisions,
  Job,
  OpenScene,
  pickCsv,
  predict,
  provideTable,
  readCsv,
  repairScene,
  type Data,
  type Hike,
  type Strip,
} from "../../pkg/learning_rate_playground.js";
import type { Composed, EngineKind, JobMessage, Kind, Piece, Request, Supply } from "./protocol";

/** What there is to send after a slice of work, if anything. */
export type Step<K extends Kind = Kind> = { piece: Piece<K>; done: boolean } | undefined;

/** Each runs for about `slice` milliseconds from one step to the next. */
type Run<K extends Kind> = (request: Request<K>, slice: number) => Generator<Step<K>>;

/** What the page composes of jobs and functions of the engine. */
const composed: { [K in Composed]: Run<K> } = {
  *hike({ unchecked, experiment, hiker, slice: plane, tabled }, slice) {
    const open = new OpenScene(unchecked ?? { v: 1, experiment });
    try {
      if (unchecked) yield;
      const progress = (progress: number) => ({ piece: { progress }, done: false });
      const hike = yield* sliced<Hike, Step<"hike">>(open.job("hike", [hiker, plane]), slice, progress);
      yield;
      yield {
        piece: { hike, landscape: open.landscape(), table: tabled ? open.table() : null },
        done: true,
      };
    } finally {
      open.free();
    }
  },
  *strip({ experiment, range, counts }, slice) {
    const open = new OpenScene({ v: 1, experiment });
    try {
      const { low, high } = range ?? (yield* sliced<typeof range & object>(open.job("rateRange", []), slice));
      for (const [k, count] of counts.entries()) {
        const strip = yield* sliced<Strip>(open.job("strip", [low, high, count]), slice);
        yield { piece: { low, high, strip }, done: k === counts.length - 1 };
      }
    } finally {
      open.free();
    }
  },
  *ground({ experiment, plane, view, sizes }, slice) {
    for (const [k, [columns, rows]] of sizes.entries()) {
      const grid = { ...view, width: columns, height: rows };
      const job = plane ? Job.sectionHeights(experiment, plane, grid) : Job.heights(experiment, grid);
      const heights = yield* sliced<Float64Array>(job, slice);
      yield { piece: { view, columns, rows, heights }, done: k === sizes.length - 1 };
    }
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
    const { features, target, choices, scene } = pick;
    const table = pickCsv(text, features, target, choices);
    scene.experiment.loss.data = table;
    delete scene.experiment.start;
    checkScene(scene);
    yield { piece: { table }, done: true };
  },
};

/** A job of the engine, under its own name. */
function* ofEngine(
  { experiment, args }: Request<EngineKind>,
  kind: EngineKind,
  slice: number,
): Generator<Step> {
  yield { piece: yield* sliced<Piece<EngineKind>>(Job.of(kind, experiment, args), slice), done: true };
}

export const steps = ({ kind, request }: JobMessage, slice: number): Generator<Step> =>
  kind in composed
    ? (composed[kind as Composed] as Run<Kind>)(request, slice)
    : ofEngine(request as Request<EngineKind>, kind as EngineKind, slice);

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
