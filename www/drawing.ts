/** The views of a figure: made where their places stand, and told what to show. */
import type { Answers, Result } from "./answers";
import { same } from "./data-size";
import { engine } from "./engine";
import type { Equations, Scene, Table, View } from "./engine";
import { rate as written } from "./format";
import type { Later } from "./later";
import { VERDICTS } from "./verdicts";
import { Charts } from "./views/charts";
import { MapView } from "./views/map";
import type { Bands, DataView, Multiples } from "./views/more";
import { Slider } from "./views/slider";

const DECISIONS = [100, 100] as const; // places at which a model is asked for the picture of its decisions
const DECISIONS_NO_WAIT = 100; // parameters of a model that is asked on the page's own thread
const MOST_POINTS = 5000; // in the picture of the data

/** Where a figure stands: what its views need beside the answers. */
export interface Standing {
  scene: Scene;
  chosen: number;
  step: number;
  revealed: boolean;
  log: boolean | null;
  /** The learning rate the hand is at. */
  rate: number;
  isLocked(name: string): boolean;
  isShown(name: string): boolean;
}
interface Hands {
  moveStart(at: [number, number], done: boolean): void;
  seek(step: number): void;
  zoom(view: View): void;
  choose(hiker: number): void;
  log(on: boolean): void;
  slide(rate: number): void;
  letGo(rate: number): void;
  changed(): void;
  failed(fault: string): void;
}

interface Points {
  x: Float64Array;
  y: Float64Array;
  /** The class of each, where x and y are two features. */
  classes: Float64Array | null;
  names: [string, string];
}

/** The table's points on a plane: two features, or one and the target; of too many, every nth. */
function points({ X, y, n_features }: Table): Points {
  const nth = Math.ceil(y.length / MOST_POINTS);
  const pick = (values: Float64Array, width: number, j: number) =>
    width === 1 && nth === 1
      ? values
      : Float64Array.from({ length: Math.ceil(y.length / nth) }, (_, i) => values[nth * i * width + j]!);
  const of = nth > 1 ? ` (1 point in ${nth})` : "";
  return n_features === 1
    ? { x: pick(X, 1, 0), y: pick(y, 1, 0), classes: null, names: ["x", "y" + of] }
    : { x: pick(X, 2, 0), y: pick(X, 2, 1), classes: pick(y, 1, 0), names: ["x1", "x2" + of] };
}

export class Drawing {
  /** The views that a first figure does without, once they have come. */
  more?: typeof import("./views/more");

  private map?: MapView;
  private charts!: Charts;
  private slider!: Slider;
  private data?: DataView;
  private multiples?: Multiples;
  private bands?: Bands;
  private table?: Table; // the one whose points are known
  private points!: Points;
  private terrain?: unknown[];
  private themed = "";
  private explaining?: Later<"arithmetic">;
  private predicting?: Later<"predict">;

  constructor(
    private root: ShadowRoot,
    private answers: Answers,
    private hands: Hands,
  ) {}

  show(standing: Standing): void {
    this.make(standing);
    const { result, range, strip, stale, tracks, sweptAll } = this.answers;
    const { experiment, run, landscape, section, limit, table, labels, colours, sizes, ground } = result!;
    const { scene, chosen, step, revealed, log, isShown } = standing;
    const { hikers } = run;
    const trace = hikers[chosen]!;
    if (isShown("map")) {
      const paths = section?.paths ?? hikers.map(({ params }) => params);
      const start = section ? [...paths[chosen]!.subarray(0, 2)] : landscape.start;
      const terrain = [ground, section?.plane ?? null];
      const picture = {
        view: scene.window ?? section?.view ?? landscape.view,
        start: start as [number, number],
        movable: !section,
        path: paths[chosen]!,
        colour: colours[chosen]!,
        others: paths.flatMap((path, i) => (i === chosen ? [] : { path, colour: colours[i]! })),
        step,
        veiled: !revealed,
        diverged: trace.verdict.kind === "diverged",
        minima: section ? [] : (landscape.minima as never),
        names: section?.names ?? (landscape.names as [string, string]),
        equal: !table,
      };
      this.map!.show(picture, !same(terrain, this.terrain));
      this.terrain = terrain;
    }
    const extra = [];
    const accuracies = { accuracy: "Accuracy", test_accuracy: "Accuracy, held back" };
    for (const [key, name] of Object.entries(accuracies))
      if (isShown("accuracy") && trace.metrics[key])
        extra.push({ name, values: hikers.map(({ metrics }) => metrics[key]!), percent: true });
    if (isShown("weights") && sizes) extra.push({ name: "Weight size", values: sizes, percent: false });
    const charted = {
      chosen,
      step,
      length: experiment.steps ?? experiment.epochs!,
      unit: (experiment.steps === undefined ? "epoch" : "step") as "epoch" | "step",
      log,
      veiled: !revealed,
    };
    this.charts.show({
      ...charted,
      hikers: hikers.map(({ loss, lr, verdict }, i) => ({
        name: labels[i]!,
        colour: colours[i]!,
        loss,
        lr,
        kind: verdict.kind,
        scheduler: experiment.hikers[i]!.scheduler?.name ?? "constant",
      })),
      floor: landscape.floor,
      metricName: "Loss",
      extra,
    });
    if (this.multiples && isShown("multiples")) {
      const squares = "mse" in trace.metrics;
      this.multiples.show({
        ...charted,
        hikers: hikers.map(({ loss, metrics, verdict }, i) => ({
          name: labels[i]!,
          colour: colours[i]!,
          values: squares ? metrics.mse! : loss,
          kind: verdict.kind,
        })),
        floor: squares ? null : landscape.floor,
        metricName: squares ? "MSE" : "Loss",
      });
    }
    if (this.bands && isShown("bands"))
      this.bands.show({
        rows: labels.map((name, i) => ({
          name,
          colour: colours[i]!,
          strip: tracks[i]?.strip ?? null,
          value: experiment.hikers[i]!.optimizer.lr as number,
        })),
        chosen,
        low: tracks.length ? Math.min(...tracks.map(({ low }) => low)) : range.low,
        high: tracks.length ? Math.max(...tracks.map(({ high }) => high)) : range.high,
        stale: sweptAll && tracks.length < labels.length,
      });
    if (isShown("slider"))
      this.slider.show({
        ...range,
        value: standing.rate,
        limit: limit?.rate ?? null,
        limitText: limit?.formula ?? "",
        now: experiment.hikers[chosen]!.scheduler ? trace.lr[Math.min(step, trace.lr.length - 1)]! : null,
        strip,
        stale,
        disabled: standing.isLocked("lr"),
        valueText: revealed
          ? `${written(standing.rate)}. ${VERDICTS[trace.verdict.kind].word}`
          : written(standing.rate),
      });
    if (this.data && this.isPicturable(standing.isShown)) this.showData(result!, standing);
  }

  dug(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void {
    this.map?.arrive(view, columns, rows, heights, done);
  }

  /** The ground stays as fine as it is. */
  giveUp(): void {
    this.map?.giveUp();
  }

  /** Charts listen to the window: what is not destroyed is never forgotten. */
  destroy(): void {
    const { map, charts, slider, data, multiples, bands, explaining, predicting } = this;
    for (const part of [map, charts, slider, data, multiples, bands, explaining, predicting]) part?.destroy();
  }

  /** A line among points, or classes on a plane. */
  isPicturable(isShown: Standing["isShown"]): boolean {
    const { table, run } = this.answers.result!;
    if (!table || !isShown("data")) return false;
    return table.n_features === ("accuracy" in run.hikers[0]!.metrics ? 2 : 1);
  }

  /** The update after a record, spelled out; undefined until it has come. */
  arithmetic(hiker: number, step: number): Equations[] | undefined {
    const { experiment, large, run } = this.answers.result!;
    if (!large) return engine.arithmetic(experiment, hiker, step);
    const { more } = this;
    this.explaining ??= more && new more.Later("arithmetic", this.hands.changed, this.hands.failed);
    return this.explaining?.ask([run, hiker, step], { experiment, hiker, step });
  }

  /** The points, and what the model as of the present record makes of them. */
  private showData(result: Result, { chosen, step: asked }: Standing): void {
    const { experiment, run, landscape, large } = result;
    const table = result.table!;
    const { params, dim } = run.hikers[chosen]!;
    const step = Math.min(asked, params.length / dim - 1);
    const at = params.slice(step * dim, (step + 1) * dim);
    if (table !== this.table) {
      this.points = points((this.table = table));
      this.predicting?.destroy();
      this.predicting = undefined;
    }
    const { x, y, classes, names } = this.points;
    const window = this.more!.dataWindow(x, y);
    const [width, height] = DECISIONS;
    const grid = { ...window, width, height };
    const late = large || (classes !== null && landscape.dim > DECISIONS_NO_WAIT);
    const said = (): Float64Array | undefined => {
      if (!late)
        return classes ? engine.decisions(experiment, at, grid) : engine.predict(experiment, at, window.x);
      this.predicting ??= new this.more!.Later("predict", this.hands.changed, this.hands.failed);
      return this.predicting.ask([run, chosen, step], {
        experiment,
        params: at,
        of: classes ? grid : window.x,
      });
    };
    const values = said();
    const fits = values?.length === (classes ? width * height : 2); // else what came last is another picture's
    this.data!.show({
      x,
      y,
      classes,
      decisions: classes && fits ? { ...grid, values } : null,
      line: !classes && fits ? { x: window.x, y: [values[0]!, values[1]!] } : null,
      step,
      names,
    });
  }

  /** Makes the views where their places stand, and lets them read the colours anew where the theme has changed. */
  private make(standing: Standing): void {
    const find = (selector: string) => this.root.querySelector<HTMLElement>(selector)!;
    const { hands } = this;
    if (!this.map) {
      this.map = new MapView(find(".map"), this.answers.heights, hands);
      const hosts = { loss: find(".loss-host"), rate: find(".rate-host"), extra: find(".extra-host") };
      this.charts = new Charts(hosts, hands);
      this.slider = new Slider(find(".slider-view"), { input: hands.slide, change: hands.letGo });
    }
    this.makeMore(standing, find);
    const theme = find(".figure").className;
    if (this.themed && theme !== this.themed)
      for (const view of [this.map, this.charts, this.slider, this.data, this.multiples, this.bands])
        view?.themeChanged();
    this.themed = theme;
  }

  private makeMore(standing: Standing, find: (selector: string) => HTMLElement): void {
    const { question, answer, acts } = standing.scene;
    const { labels, section, large } = this.answers.result!;
    const picturable = this.isPicturable(standing.isShown);
    const wanted = ["multiples", "bands", "table"].filter(standing.isShown);
    const needed = question || answer || acts?.length || labels.length > 1 || section || picturable || large;
    if (wanted.length === 0 && !needed) return;
    const { more, hands } = this;
    if (!more) {
      void import("./views/more").then((more) => {
        if (this.more) return;
        const { adoptedStyleSheets } = this.root;
        if (!adoptedStyleSheets.includes(more.moreSheet)) adoptedStyleSheets.push(more.moreSheet);
        this.more = more;
        hands.changed();
      });
      return;
    }
    if (wanted.includes("multiples")) this.multiples ??= new more.Multiples(find(".multiples-host"), hands);
    if (wanted.includes("bands")) this.bands ??= new more.Bands(find(".bands-host"), hands);
    if (picturable) this.data ??= new more.DataView(find(".data-host"));
  }
}
