/** What the engine answers about a scene: at once where that is quick, else from workers, where it can be cancelled. */
import { same } from "../scene/copy";
import { colours, names } from "../scene/names";
import { engine, loadWhole, wholeEngine } from "./loading";
import type { ShownExperiment, ShownScene } from "../scene/shown-scene";
import type { Grid, Handle, Hike, Landscape, Plane, Strip, Table, View } from "./loading";
import { OpenExperiment } from "./open-experiment";
import type { Piece } from "./protocol";
import { JobQueue } from "./queue";
import { isLargeExperiment, isOfData } from "./requirements";

// How many rates are tried: on the slider's track; on each hiker's track where hikers are compared; and first of all,
// where the slider's track takes longer than a frame.
const STRIP_RATES = 200;
const TRACK_RATES = 100;
const FIRST_RATES = 40;

const STEPS_AT_ONCE = 1000; // of a walk on an analytic loss: up to these the track follows in the same frame

// Multiplications that the page's own thread may take over a walk, and over the heights of a map; what takes more goes
// to a worker.
export const NO_WAIT = 1e6;
const HEIGHTS_NO_WAIT = 6e6;
// Over heights for paper, which waits for no worker.
const HEIGHTS_PRINTED = 6e7;
// And that a worker may take over heights: fewer pixels where each takes more.
const HEIGHTS_WORKER = 4e8;

/** What came of a scene's experiment: all that is drawn is drawn from here. */
export interface Result extends Hike {
  scene: ShownScene;
  experiment: ShownExperiment;
  /** The one whose largest stable rate was computed. */
  hiker: number;
  /** Another number for another loss surface. */
  ground: number;
  landscape: Landscape;
  table: Table | null;
  /** Whether there is too much data for the page's own thread. */
  large: boolean;
  labels: string[];
  colours: string[];
}
/** The verdicts of rates between two ends. */
export type Track = Piece<"strip">;

interface Figure {
  /** `opened`: the scene was not shown until now. */
  resultArrived(result: Result, opened: boolean): void;
  /** Heights of the map, coarse ones first. */
  heightsArrived(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void;
  /** `opened`: the scene at fault, where one was to be opened. */
  failed(fault: string, opened?: ShownScene): void;
  changed(): void;
}

export class Results {
  result?: Result;
  /** The walk that is asked of the worker. */
  walking?: { scene: ShownScene; hiker: number; opens: boolean };
  /** Of that walk, 0 to 1. */
  progress = 0;
  /** The slider's ends, and the verdicts on its track. */
  range = { low: 1e-5, high: 1 };
  strip: Strip | null = null;
  /** Whether the strip is another experiment's, until its own has come. */
  stale = false;
  stripCancelled = false;
  /** Of each hiker, as far as they have come. */
  tracks: Track[] = [];
  tracksCancelled = false;

  /** The experiment that the engine has open, for all that is asked at once. */
  readonly open = new OpenExperiment(() => engine);
  private ground = 0;
  private scheduleHandles?: { of: Result; hiker: number; handles: Handle[] };
  private fetching?: Promise<unknown>;
  private changed = () => this.figure.changed();
  private failed = (fault: string) => this.figure.failed(fault);

  private walkQueue = new JobQueue(
    "hike",
    (piece) => {
      if ("hike" in piece) this.setResult(piece.hike, piece.landscape, piece.table, true);
      else this.progress = piece.progress;
      this.changed();
    },
    (fault) => {
      const { walking } = this;
      this.walking = undefined;
      this.figure.failed(fault, walking?.opens ? walking.scene : undefined);
    },
    this.changed,
  );
  private stripQueue = new JobQueue(
    "strip",
    (track, done) => this.setStrip(track, done),
    this.failed,
    this.changed,
  );
  private tracksQueue = new JobQueue(
    "strip",
    (track, done) => done && this.addTrack(track),
    this.failed,
    this.changed,
  );
  private heightsQueue = new JobQueue(
    "ground",
    ({ view, columns, rows, heights }, done) => {
      this.figure.heightsArrived(view, columns, rows, heights, done);
      if (done) this.changed(); // they are no longer waited for
    },
    this.failed,
    this.changed,
  );

  constructor(private figure: Figure) {}

  destroy(): void {
    for (const queue of [this.walkQueue, this.stripQueue, this.tracksQueue, this.heightsQueue])
      queue.destroy();
    this.open.close();
  }

  /** What takes long enough to be mentioned. */
  get isLong(): { walk: boolean; track: boolean; tracks: boolean; ground: boolean } {
    return {
      walk: this.walkQueue.isLong,
      track: this.stripQueue.isLong,
      tracks: this.tracksQueue.isLong,
      ground: this.heightsQueue.isLong,
    };
  }

  // ---- the walk ----

  /** If the loss surface is not the one of `old`, nothing that is known of that holds. */
  compare({ loss, seed }: ShownExperiment, old: ShownExperiment | undefined): void {
    if (same(loss, old?.loss) && seed === old?.seed) return;
    this.ground++;
    this.strip = null;
  }

  /** Walks at once where that is quick, else in the worker; a scene that `opens` is checked there first. One that is wrong
   * throws, and what is under way goes on. */
  walk(scene: ShownScene, chosen: number, opens = false): void {
    const { experiment, slice = null } = scene;
    const hiker = Math.min(chosen, experiment.hikers?.length - 1 || 0);
    const needsTable = this.ground !== this.result?.ground;
    const open = opens || isLargeExperiment(experiment) ? null : this.open.at(experiment);
    if (open && open.work() <= NO_WAIT) {
      const hike = open.hike(hiker, slice);
      const table = needsTable && isOfData(experiment) ? wholeEngine()!.table(experiment) : null;
      const landscape = open.landscape();
      this.walkQueue.forget();
      this.walking = { scene, hiker, opens };
      this.setResult(hike, landscape, table, false);
      return;
    }
    this.progress = 0;
    this.walking = { scene, hiker, opens };
    this.walkQueue.ask({
      unchecked: opens ? scene : null,
      experiment: experiment,
      hiker,
      slice,
      tabled: opens || needsTable,
    });
  }

  cancelWalk(): void {
    this.walkQueue.forget();
    this.walking = undefined;
  }

  private setResult(hike: Hike, landscape: Landscape, table: Table | null, fromWorker: boolean): void {
    const { scene, hiker, opens } = this.walking!;
    const { experiment } = scene;
    if (opens) this.compare(experiment, this.result?.experiment);
    const sameGround = this.ground === this.result?.ground;
    this.walking = undefined;
    this.result = {
      ...hike,
      scene,
      ground: this.ground,
      experiment,
      hiker,
      landscape,
      table: sameGround ? this.result!.table : table,
      large: fromWorker && isLargeExperiment(experiment),
      labels: names(experiment),
      colours: colours(experiment),
    };
    this.figure.resultArrived(this.result, opens);
  }

  /** The handles on a hiker's schedule, once the whole engine is there; `loaded` is called when it is. */
  handles(hiker: number, loaded: () => void): Handle[] {
    const { experiment, large } = this.result!;
    if (!experiment.hikers[hiker]!.scheduler || large) return [];
    const whole = wholeEngine();
    if (!whole) {
      // Should that fail, the schedule has no handles: it is walked all the same.
      this.fetching ??= loadWhole().then(loaded, () => {});
      return [];
    }
    if (this.scheduleHandles?.of !== this.result || this.scheduleHandles?.hiker !== hiker)
      this.scheduleHandles = { of: this.result!, hiker, handles: whole.scheduleHandles(experiment, hiker) };
    return this.scheduleHandles.handles;
  }

  // ---- what other rates do ----

  /** Tries the rates of the slider's track; `refit` finds its ends first. */
  tryRates(experiment: ShownExperiment, refit: boolean): void {
    this.stripCancelled = false;
    if (!isOfData(experiment) && experiment.steps! <= STEPS_AT_ONCE) {
      this.stripQueue.forget();
      const open = this.open.at(experiment);
      if (refit) this.range = open.rateRange();
      const strip = open.strip(this.range.low, this.range.high, STRIP_RATES);
      this.setStrip({ ...this.range, strip }, true);
    } else {
      this.stale = true;
      const range = refit ? null : this.range;
      this.stripQueue.ask({ experiment: experiment, range, counts: [FIRST_RATES, STRIP_RATES] });
    }
  }

  cancelTrack(): void {
    this.stripQueue.forget();
    this.strip = null;
    this.stale = false;
    this.stripCancelled = true;
  }

  private setStrip({ low, high, strip }: Track, done: boolean): void {
    this.range = { low, high };
    this.strip = strip;
    this.stale = !done;
    this.changed();
  }

  /** Tries rates for each hiker, one after the other. */
  tryRatesOfAll(experiment: ShownExperiment): void {
    this.tracks = [];
    this.tracksCancelled = false;
    const next = () => {
      const hiker = experiment.hikers[this.tracks.length];
      if (hiker)
        this.tracksQueue.ask({
          experiment: { ...experiment, hikers: [hiker] },
          range: null,
          counts: [TRACK_RATES],
        });
      this.changed();
    };
    this.addTrack = (track) => {
      this.tracks = [...this.tracks, track];
      next();
    };
    next();
  }

  cancelTracks(): void {
    this.tracksQueue.forget();
    this.tracksCancelled = true;
    this.changed();
  }

  private addTrack = (_: Track): void => {};

  // ---- the heights of the map ----

  /** The loss at the middle of each pixel; null where that takes long: it comes by `heightsArrived`. */
  heights = (view: View, columns: number, rows: number): Float64Array | null => {
    const { experiment, large, section } = this.result!;
    const plane: Plane | null = section?.plane ?? null;
    const compute = (grid: Grid) =>
      plane ? wholeEngine()!.sectionHeights(experiment, plane, grid) : this.open.at(experiment).heights(grid);
    if (!large && this.workPerPixel * columns * rows <= HEIGHTS_NO_WAIT) {
      this.heightsQueue.forget();
      return compute({ ...view, width: columns, height: rows });
    }
    if (!large && matchMedia("print").matches) {
      const [width, height] = this.groundSize(columns, rows, HEIGHTS_PRINTED);
      this.figure.heightsArrived(view, width, height, compute({ ...view, width, height }), true);
    }
    const sizes = [HEIGHTS_NO_WAIT, HEIGHTS_WORKER].map((work) => this.groundSize(columns, rows, work));
    this.heightsQueue.ask({ experiment, plane, view: { x: view.x, y: view.y }, sizes });
    return null;
  };

  /** As many of these pixels as that many multiplications allow. */
  groundSize(columns: number, rows: number, work = HEIGHTS_WORKER): [columns: number, rows: number] {
    const part = Math.min(1, Math.sqrt(work / this.workPerPixel / (columns * rows)));
    return [Math.max(2, Math.round(columns * part)), Math.max(2, Math.round(rows * part))];
  }

  cancelGround(): void {
    this.heightsQueue.forget();
    this.changed();
  }

  /** In multiplications; nothing to speak of where the loss is not one of data. */
  private get workPerPixel(): number {
    const { table, landscape } = this.result!;
    return table ? 2 * table.n_samples * landscape.dim : 0;
  }
}
