/** The messages between the page and its workers: types alone. */
import type {
  CsvChoices,
  CsvColumns,
  Data,
  Experiment,
  Grid,
  Hike,
  JobName,
  Landscape,
  Plane,
  Scene,
  Slice,
  Strip,
  Table,
  View,
} from "../../pkg/learning_rate_playground.js";
import type { DeepReadonly } from "../scene/shown-scene";

/** A table of one's own, as a scene's data has it. */
interface OwnTable {
  X: number[][];
  y: number[];
}

type Engine = typeof import("../../pkg/learning_rate_playground.js");
type AfterExperiment<A> = A extends [Experiment, ...infer Rest] ? Rest : never;

/** The jobs of the engine, under its own names: the arguments after the experiment, and the answer in one piece. */
type EngineJobs = {
  [N in JobName]: {
    request: { experiment: Experiment; args: AfterExperiment<Parameters<Engine[N]>> };
    piece: ReturnType<Engine[N]>;
  };
};

/** What the page composes of them and of functions of the engine: what is asked, and what each piece of the answer is. */
interface ComposedJobs {
  hike: {
    // unchecked: a scene to be checked before it is walked; tabled: whether the data is asked for too
    request: {
      unchecked: Scene | null;
      experiment: Experiment;
      hiker: number;
      slice: Slice | null;
      tabled: boolean;
    };
    piece: { progress: number } | { hike: Hike; landscape: Landscape; table: Table | null };
  };
  strip: {
    // range null: the slider's ends are found first; a piece for each count of rates
    request: { experiment: Experiment; range: { low: number; high: number } | null; counts: number[] };
    piece: { low: number; high: number; strip: Strip };
  };
  ground: {
    // a piece for each size
    request: { experiment: Experiment; plane: Plane | null; view: View; sizes: [number, number][] };
    piece: { view: View; columns: number; rows: number; heights: Float64Array };
  };
  predict: {
    request: { experiment: Experiment; params: Float64Array; of: [number, number] | Grid };
    piece: Float64Array;
  };
  repair: { request: { wrong: Scene }; piece: { nearest: Scene | null } };
  csv: {
    // pick null: which columns there are; else the table of those picked, if the scene can have it
    request: {
      text: string;
      pick: { features: number[]; target: number; choices: CsvChoices; scene: Scene } | null;
    };
    piece: { columns: CsvColumns } | { table: OwnTable };
  };
}
export type Composed = keyof ComposedJobs;
export type EngineKind = Exclude<JobName, Composed>;
type Jobs = ComposedJobs & Pick<EngineJobs, EngineKind>;

export type Kind = Composed | EngineKind;
export type Request<K extends Kind> = Jobs[K]["request"];
/** As whoever asks has it, perhaps a part of the scene on show. */
export type ReadonlyRequest<K extends Kind> = DeepReadonly<Request<K>>;
export type Piece<K extends Kind> = Jobs[K]["piece"];

/** `follows`: it goes on with what was asked before. */
export type JobMessage<K extends Kind = Kind> = {
  id: number;
  kind: K;
  request: Request<K>;
  follows: boolean;
};
/** What jobs need, sent once: shipped tables, and large own data, which requests then name by its number. */
export type Supply = { tables: [name: string, csv: string][] } | { dataId: number; data: Data };
export type Message = WebAssembly.Module | Supply | JobMessage;

export type Reply<K extends Kind = Kind> = { id: number; done: boolean } & (
  { piece: Piece<K> } | { fault: string }
);

/** What jobs are sent to: a worker, or what stands in for one. */
export interface WorkerLike {
  postMessage(message: Message): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => void) | null;
  /** It is the page itself. */
  isMainThread?: boolean;
}
