/** What the engine answers about a scene: at once where that is quick, else from workers, where it can be cancelled. */
import { JobQueue } from "./queue";
import { copy, isLarge, isLargeTable, same } from "../scene/data-size";
import { catalogue, engine, loadTable, loadWhole, tables, wholeEngine } from "./loading";
import type {
  Chosen,
  Experiment,
  Grid,
  Handle,
  Hike,
  Hiker,
  Landscape,
  Plane,
  Scene,
  Strip,
  Table,
  View,
} from "./loading";
import { colours, names } from "../scene/names";
import type { Recorded } from "../views/charts/plot";

const RATES = 200; // painted on the slider's track
const SWEPT = 100; // rates on each hiker's track where hikers are compared
const COARSE = 40; // of them come first where all take longer than a frame
const AT_ONCE = 1000; // steps of an analytic loss up to which the track follows in the same frame
export const NO_WAIT = 1e6; // multiplications a run may take beside the page's own work: more go to the worker
const GROUND_NO_WAIT = 6e6; // and a map's ground
const PRINTED = 6e7; // and a ground on paper, which waits for no worker
const GROUND = 4e8; // multiplications a ground may take in the worker: fewer pixels where each is dear

/** What came of a scene's experiment: all that is drawn is drawn from here. */
export interface Result extends Hike {
  scene: Scene;
  experiment: Experiment;
  /** Whose limit it has. */
  hiker: number;
  /** Counts mountains. */
  ground: number;
  landscape: Landscape;
  table: Table | null;
  /** Whether the page's own thread leaves the data alone. */
  large: boolean;
  labels: string[];
  colours: string[];
}
export interface Track {
  low: number;
  high: number;
  strip: Strip;
}
/** A hiker that changes its mind on the way. */
type Changing = Hiker & { changes?: Partial<Hiker>[] };
interface Figure {
  /** `opened`: the scene was not on show until now. */
  came(result: Result, opened: boolean): void;
  painted(strip: Strip): void;
  /** Pieces of the ground. */
  heightsArrived(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void;
  /** `opened`: the scene that is wrong, where one was to be opened. */
  failed(fault: string, opened?: Scene): void;
  changed(): void;
}

export class Results {
  result?: Result;
  range = { low: 1e-5, high: 1 };
  strip: Strip | null = null;
  stale = false; // the track is another experiment's
  tried = true; // unless the trying of rates was cancelled
  tracks: Track[] = []; // of each hiker, as far as they have come
  sweptAll = true; // unless that was cancelled
  progress = 0;
  pinned: Recorded[] = []; // losses of other runs, for comparison

  private ground = 0;
  private held?: { of: Result; hiker: number; handles: Handle[] };
  private fetching?: Promise<unknown>;
  private walked?: { scene: Scene; hiker: number; opens: boolean }; // asked of the worker
  private changed = () => this.figure.changed();
  private failed = (fault: string) => this.figure.failed(fault);

  private hiking = new JobQueue(
    "hike",
    (piece) => {
      if ("hike" in piece) this.took(piece.hike, piece.landscape, piece.table, true);
      else this.progress = piece.progress;
      this.changed();
    },
    (fault) => {
      const { walked } = this;
      this.walked = undefined;
      this.figure.failed(fault, walked?.opens ? walked.scene : undefined);
    },
    this.changed,
  );
  private painting = new JobQueue(
    "strip",
    (piece, done) => this.painted(piece, done),
    this.failed,
    this.changed,
  );
  private sweeping = new JobQueue(
    "strip",
    (piece, done) => done && this.swept(piece),
    this.failed,
    this.changed,
  );
  private heightsQueue = new JobQueue(
    "ground",
    ({ view, columns, rows, heights }, done) => {
      this.figure.heightsArrived(view, columns, rows, heights, done);
      if (done) this.changed(); // it is no longer waited for
    },
    this.failed,
    this.changed,
  );

  constructor(private figure: Figure) {}

  isOfData = (experiment: Experiment | undefined): boolean =>
    catalogue()
      .losses.find(({ name }) => name === experiment?.loss?.name)
      ?.args.some(({ type }) => type === "data") ?? false;

  /** Whether it names what only the whole engine has. */
  private isBeyond = (experiment: Experiment | undefined): boolean => {
    const { losses, optimizers, schedulers } = catalogue();
    const hikers = Array.isArray(experiment?.hikers) ? experiment.hikers : [];
    const minds = hikers.flatMap((hiker) => [hiker, ...((hiker as Changing)?.changes ?? [])]);
    const named = [experiment?.loss, ...minds.flatMap((mind) => [mind?.optimizer, mind?.scheduler])].map(
      (one) => one?.name,
    );
    return [...losses, ...optimizers, ...schedulers].some(
      ({ name, opens }) => !opens && named.includes(name),
    );
  };

  /** What must be loaded before the scene can be checked: the whole engine, or a table. */
  missing(scene: Scene): Promise<unknown> | undefined {
    const all = experiments(scene);
    const whole = wholeEngine();
    if (!whole) return all.some(this.isBeyond) ? loadWhole() : undefined;
    const name = all
      .map((one) => (one?.loss?.data as Chosen | undefined)?.name)
      .map((data) => whole.tableNeeded({ loss: { data: { name: data } } } as never))
      .find((name) => name !== null && !tables.has(name));
    return name
      ? loadTable(name).then((csv) => isLargeTable(csv) || whole.provideTable(name, csv))
      : undefined;
  }

  /** Whether checking the scene takes longer than the page's own thread should. */
  isLarge = (scene: Scene): boolean =>
    experiments(scene).some((one) => this.isOfData(one) && isLarge(one, catalogue()));

  /** Another mountain than `old`: nothing known of that one holds. */
  compare({ loss, seed }: Experiment, old: Experiment | undefined): void {
    if (same(loss, old?.loss) && seed === old?.seed) return;
    this.ground++;
    this.strip = null;
  }

  /** Walks at once where that is quick, else in the worker; a scene that `opens` is checked there first. One that is wrong
   * throws, and what is under way goes on. */
  walk(scene: Scene, chosen: number, opens = false): void {
    const { experiment, slice = null } = scene;
    const hiker = Math.min(chosen, experiment.hikers?.length - 1 || 0);
    const large = this.isLarge({ experiment } as Scene);
    if (!opens && !large && engine.work(experiment) <= NO_WAIT) {
      const hike = engine.hike(experiment, hiker, slice);
      const table = this.isTabled && this.isOfData(experiment) ? wholeEngine()!.table(experiment) : null;
      const landscape = engine.landscape(experiment);
      this.hiking.forget();
      this.walked = { scene, hiker, opens };
      this.took(hike, landscape, table, false);
      return;
    }
    this.progress = 0;
    this.walked = { scene, hiker, opens };
    const unchecked = opens ? scene : null;
    this.hiking.ask({
      unchecked,
      experiment: copy(experiment),
      hiker,
      slice,
      tabled: opens || this.isTabled,
    });
  }

  private get isTabled(): boolean {
    return this.ground !== this.result?.ground;
  }

  private took(hike: Hike, landscape: Landscape, table: Table | null, late: boolean): void {
    const { scene, hiker, opens } = this.walked!;
    const { experiment } = scene;
    if (opens) this.compare(experiment, this.result?.experiment);
    const other = this.ground !== this.result?.ground;
    this.walked = undefined;
    this.result = {
      ...hike,
      scene,
      ground: this.ground,
      experiment,
      hiker,
      landscape,
      table: other ? table : this.result!.table,
      large: late && this.isLarge({ experiment } as Scene),
      labels: names(experiment),
      colours: colours(experiment),
    };
    this.figure.came(this.result, opens);
  }

  /** Whether a run is under way. */
  get isWalking(): boolean {
    return this.walked !== undefined;
  }

  /** What takes long enough to be spoken of. */
  get isLong(): { walk: boolean; track: boolean; tracks: boolean; ground: boolean } {
    const { hiking, painting, sweeping, heightsQueue } = this;
    return {
      walk: hiking.isLong,
      track: painting.isLong,
      tracks: sweeping.isLong,
      ground: heightsQueue.isLong,
    };
  }

  cancelWalk(): void {
    this.hiking.forget();
    this.walked = undefined;
  }

  cancelTrack(): void {
    this.painting.forget();
    this.strip = null;
    this.stale = this.tried = false;
  }

  cancelTracks(): void {
    this.sweeping.forget();
    this.swept = () => {};
    this.sweptAll = false;
    this.changed();
  }

  cancelGround(): void {
    this.heightsQueue.forget();
    this.changed();
  }

  /** Paints the slider's track anew; `refit` finds its ends anew too. */
  paint(experiment: Experiment, refit: boolean): void {
    this.tried = true;
    if (!this.isOfData(experiment) && experiment.steps! <= AT_ONCE) {
      this.painting.forget();
      if (refit) this.range = engine.rateRange(experiment);
      const strip = engine.strip(experiment, this.range.low, this.range.high, RATES);
      this.painted({ ...this.range, strip }, true);
    } else {
      this.stale = true;
      const range = refit ? null : this.range;
      this.painting.ask({ experiment: copy(experiment), range, counts: [COARSE, RATES] });
    }
  }

  private painted({ low, high, strip }: Track, done: boolean): void {
    this.range = { low, high };
    this.strip = strip;
    this.stale = !done;
    if (done) this.figure.painted(strip);
    this.changed();
  }

  /** A track for each hiker, one after the other. */
  sweep(experiment: Experiment): void {
    this.tracks = [];
    this.sweptAll = true;
    this.swept = (track) => {
      if (track) this.tracks = [...this.tracks, track];
      const hiker = experiment.hikers[this.tracks.length];
      if (hiker)
        this.sweeping.ask({
          experiment: copy({ ...experiment, hikers: [hiker] }),
          range: null,
          counts: [SWEPT],
        });
      this.changed();
    };
    this.swept();
  }

  private swept = (_?: Track): void => {};

  /** What of a hiker's schedule can be taken hold of, once the whole engine has come; `came` is told of it. */
  handles(hiker: number, came: () => void): Handle[] {
    const { experiment, large } = this.result!;
    if (!experiment.hikers[hiker]!.scheduler || large) return [];
    const whole = wholeEngine();
    if (!whole) {
      // Without it the schedule has none: it is walked all the same.
      this.fetching ??= loadWhole().then(came, () => {});
      return [];
    }
    if (this.held?.of !== this.result || this.held?.hiker !== hiker)
      this.held = { of: this.result!, hiker, handles: whole.scheduleHandles(experiment, hiker) };
    return this.held.handles;
  }

  /** The loss at the middle of each pixel; null where it takes long: then it is dug. */
  heights = (view: View, columns: number, rows: number): Float64Array | null => {
    const { experiment, large, section } = this.result!;
    const { dear } = this;
    const plane: Plane | null = section?.plane ?? null;
    const grid = { ...view, width: columns, height: rows };
    const computeHeights = (grid: Grid) =>
      plane ? wholeEngine()!.sectionHeights(experiment, plane, grid) : engine.heights(experiment, grid);
    if (!large && dear * columns * rows <= GROUND_NO_WAIT) {
      this.heightsQueue.forget();
      return computeHeights(grid);
    }
    if (!large && matchMedia("print").matches) {
      const [width, height] = this.groundSize(columns, rows, PRINTED);
      this.figure.heightsArrived(view, width, height, computeHeights({ ...view, width, height }), true);
    }
    const size = (work: number) => this.groundSize(columns, rows, work);
    const sizes = [size(GROUND_NO_WAIT), size(GROUND)];
    this.heightsQueue.ask({ experiment, plane, view: { x: view.x, y: view.y }, sizes });
    return null;
  };

  /** As many of these pixels as that many multiplications allow. */
  groundSize(columns: number, rows: number, work = GROUND): [columns: number, rows: number] {
    const part = Math.min(1, Math.sqrt(work / this.dear / (columns * rows)));
    return [Math.max(2, Math.round(columns * part)), Math.max(2, Math.round(rows * part))];
  }

  /** Multiplications a pixel of the ground. */
  private get dear(): number {
    const { table, landscape } = this.result!;
    return table ? 2 * table.n_samples * landscape.dim : 0;
  }

  destroy(): void {
    for (const work of [this.hiking, this.painting, this.sweeping, this.heightsQueue]) work.destroy();
  }

  /** What was being walked when the workers were ended. */
  get owed(): { scene: Scene; opens: boolean } | undefined {
    return this.walked;
  }
}

function experiments({ experiment, acts, pins }: Scene): Experiment[] {
  return [experiment, ...[acts, pins].flat().flatMap((one) => one?.experiment ?? [])];
}
