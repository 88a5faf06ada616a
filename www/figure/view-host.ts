/** The views of a figure: made where their places stand, and told what to show. */
import type { Results, Result } from "../engine/results";
import { rateOf } from "../scene/changes";
import { same } from "../scene/copy";
import { engine } from "../engine/loading";
import type { Equations, Limit, View } from "../engine/loading";
import type { ShownExperiment, ShownHiker } from "../scene/shown-scene";
import type { Actions, ViewState } from "../views/view";
import { rate as written } from "../util/format";
import type { Latest } from "../engine/latest";
import type { Maps } from "./maps";
import { VERDICTS } from "../scene/verdicts";
import { Charts, type ChartsPicture } from "../views/charts/charts";
import { MapView } from "../views/map/map";
import type { MapPicture } from "../views/map/picture";
import type { Bands, Handles, Multiples, Picturing, Preview, SharpnessView } from "./more";
import { Slider, type SliderPicture } from "../views/rate/slider";

/** Views with files of their own, which come when they are first shown. */
const OWN = {
  race: () => import("../views/race/race"),
  finder: () => import("../views/range-test/range-test"),
};
type Own = keyof typeof OWN;
export interface OwnView {
  show(state: ViewState): void;
  themeChanged(): void;
  destroy(): void;
}
export type Make = (host: HTMLElement, results: Results, actions: Actions) => OwnView;

export class ViewHost {
  /** What a first figure does without, once it has come. */
  more?: typeof import("./more");
  private coming?: Promise<void>;
  /** What is drawn. */
  state!: ViewState;
  mapped!: MapPicture;
  charted!: ChartsPicture;

  private map?: MapView;
  private charts!: Charts;
  private slider!: Slider;
  data?: Picturing;
  private multiples?: Multiples;
  private bands?: Bands;
  private handles?: Handles;
  private maps?: Maps;
  private mapsComing?: Promise<void>;
  private own = new Map<Own, OwnView>();
  private asked = new Set<Own>();
  private preview?: Preview;
  private sharpness?: SharpnessView;
  private terrain?: unknown[];
  private drawn?: Result;
  private themed = "";
  private explaining?: Latest<"arithmetic">;

  constructor(
    readonly root: ShadowRoot,
    readonly results: Results,
    private actions: Actions,
  ) {}

  show(state: ViewState): void {
    if (this.results.result !== this.drawn) this.preview?.forget();
    this.drawn = this.results.result;
    this.state = state;
    this.make(state);
    const { result, range, strip, stale, tracks, tracksCancelled } = this.results;
    const { experiment, run, landscape, section, limit, table, labels, colours, sizes, ground } = result!;
    const { scene, chosen, step, revealed, log, isShown } = state;
    const { hikers } = run;
    const trace = hikers[chosen]!;
    const walker = experiment.hikers[chosen]!;
    const changes = walker.changes?.map(({ at }) => at) ?? [];
    if (isShown("map")) {
      const paths = section?.paths ?? hikers.map(({ params }) => params);
      const start = section ? [...paths[chosen]!.subarray(0, 2)] : landscape.start;
      this.mapped = {
        view: (scene.window as View | undefined) ?? section?.view ?? landscape.view,
        start: start as [number, number],
        movable: !section,
        path: paths[chosen]!,
        colour: colours[chosen]!,
        others: paths.flatMap((path, i) => (i === chosen ? [] : { path, colour: colours[i]! })),
        step,
        changes,
        veiled: !revealed,
        diverged: trace.verdict.kind === "diverged",
        minima: section ? [] : (landscape.minima as never),
        names: section?.names ?? (landscape.names as [string, string]),
        equal: !table,
      };
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
      changes,
      length: experiment.steps ?? experiment.epochs!,
      unit: (experiment.steps === undefined ? "epoch" : "step") as "epoch" | "step",
      log,
      veiled: !revealed,
    };
    this.charted = {
      ...charted,
      hikers: hikers.map(({ loss, lr, verdict }, i) => ({
        name: labels[i]!,
        colour: colours[i]!,
        loss,
        lr,
        kind: verdict.kind,
        scheduler: scheduleOf(experiment.hikers[i]!),
      })),
      floor: landscape.floor,
      pinned: this.results.pinned,
      metricName: "Loss",
      extra,
    };
    this.charts.show(this.charted);
    this.handles?.show({
      handles: isShown("rate") ? this.results.handles(chosen, this.actions.changed) : [],
      length: charted.length,
      unit: charted.unit,
      // What the hand would move is not to be told before the walk is over.
      disabled: state.isLocked("scheduler") || !revealed,
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
          value: rateOf(experiment.hikers[i]!),
        })),
        chosen,
        low: tracks.length ? Math.min(...tracks.map(({ low }) => low)) : range.low,
        high: tracks.length ? Math.max(...tracks.map(({ high }) => high)) : range.high,
        stale: !tracksCancelled && tracks.length < labels.length,
      });
    if (isShown("slider"))
      this.slider.show({
        ...range,
        value: state.rate,
        ...limitMark(limit),
        now: walker.scheduler || walker.changes ? trace.lr[Math.min(step, trace.lr.length - 1)]! : null,
        strip,
        stale,
        disabled: state.isLocked("lr"),
        valueText: [
          written(state.rate),
          ...(result!.ignored ? ["It has no effect: the schedule has rates of its own"] : []),
          ...(revealed ? [VERDICTS[trace.verdict.kind].word] : []),
        ].join(". "),
      });
    if (isShown("sharpness")) this.sharpness?.show(result!, state, colours[chosen] || "--trail", changes);
    if (this.isPicturable(isShown)) this.data?.show(result!, state);
    for (const [name, view] of this.own) if (isShown(name)) view.show(state);
    if (this.maps) this.maps.show(state);
    else if (isShown("outcomes") || isShown("settings")) this.mapMany();
    // Last, and the charts draw later still: words on a canvas need the page laid out, once for all that was changed.
    if (isShown("map")) {
      const terrain = [ground, section?.plane ?? null];
      this.map!.show(this.mapped, !same(terrain, this.terrain));
      this.terrain = terrain;
    }
  }

  /** Maps of many walks come when they are first shown. */
  private mapMany(): void {
    this.mapsComing ??= import("./maps").then(
      ({ Maps }) => {
        this.maps = new Maps(this.root, this.results, this.map!, this.actions);
        this.actions.changed();
      },
      (fault: Error) => this.actions.failed(`A part of the figure could not be loaded: ${fault.message}`),
    );
  }

  heightsArrived(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void {
    this.map?.setHeights(view, columns, rows, heights, done);
  }

  /** The ground stays as fine as it is. */
  cancelHeights(): void {
    this.map?.cancelHeights();
  }

  /** Charts listen to the window: what is not destroyed is never forgotten. */
  destroy(): void {
    const { preview, map, charts, slider, data, multiples, bands, handles, sharpness, maps, explaining } =
      this;
    for (const part of [
      preview,
      map,
      charts,
      slider,
      data,
      multiples,
      bands,
      handles,
      sharpness,
      maps,
      explaining,
    ])
      part?.destroy();
    for (const view of this.own.values()) view.destroy();
  }

  /** A line among points, or classes on a plane. */
  isPicturable(isShown: ViewState["isShown"]): boolean {
    const { table, run } = this.results.result!;
    if (!table || !isShown("data")) return false;
    return table.n_features === ("accuracy" in run.hikers[0]!.metrics ? 2 : 1);
  }

  /** The chosen hiker's experiment, where what other rates do may be told. */
  private alone(): ShownExperiment | null {
    const { experiment } = this.results.result!;
    const { chosen, revealed, isLocked } = this.state;
    return revealed && !isLocked("lr") ? { ...experiment, hikers: [experiment.hikers[chosen]!] } : null;
  }

  /** The update after a record, spelled out; undefined until it has come. */
  arithmetic(hiker: number, step: number): Equations[] | undefined {
    const { experiment, large, run } = this.results.result!;
    if (!large) return engine.arithmetic(experiment, hiker, step);
    const { more } = this;
    this.explaining ??= more && new more.Latest("arithmetic", this.actions.changed, this.actions.failed);
    return this.explaining?.ask([run, hiker, step], { experiment, hiker, step });
  }

  /** Makes the views where their places stand, and lets them read the colours anew where the theme has changed. */
  private make(state: ViewState): void {
    const find = (selector: string) => this.root.querySelector<HTMLElement>(selector)!;
    const { actions } = this;
    if (!this.map) {
      this.map = new MapView(find(".map"), this.results.heights, actions);
      const hosts = { loss: find(".loss-host"), rate: find(".rate-host"), extra: find(".extra-host") };
      this.charts = new Charts(hosts, { seek: actions.seek, log: actions.setLog });
      this.slider = new Slider(find(".slider-view"), { input: actions.previewRate, change: actions.setRate });
    }
    this.makeMore(state, find);
    for (const name of Object.keys(OWN) as Own[]) if (state.isShown(name)) this.come(name, find);
    const theme = find(".figure").className;
    if (this.themed && theme !== this.themed)
      for (const view of [
        this.map,
        this.charts,
        this.slider,
        this.data,
        this.multiples,
        this.bands,
        this.maps,
        this.sharpness,
      ])
        view?.themeChanged();
    if (this.themed && theme !== this.themed) for (const view of this.own.values()) view.themeChanged();
    this.themed = theme;
  }

  private come(name: Own, find: (selector: string) => HTMLElement): void {
    if (this.asked.has(name)) return;
    this.asked.add(name);
    OWN[name]().then(
      ({ make, sheet }) => {
        const { adoptedStyleSheets } = this.root;
        if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
        this.own.set(name, make(find(`.${name}-host`), this.results, this.actions));
        this.actions.changed();
      },
      (fault: Error) => this.actions.failed(`A part of the figure could not be loaded: ${fault.message}`),
    );
  }

  private makeMore({ chosen, isShown }: ViewState, find: (selector: string) => HTMLElement): void {
    const { more, actions } = this;
    if (!more) {
      this.coming ??= import("./more").then(
        (more) => {
          const { adoptedStyleSheets } = this.root;
          if (!adoptedStyleSheets.includes(more.moreSheet)) adoptedStyleSheets.push(more.moreSheet);
          this.more = more;
          actions.changed();
        },
        (fault: Error) => actions.failed(`A part of the figure could not be loaded: ${fault.message}`),
      );
      return;
    }
    if (this.results.handles(chosen, actions.changed).length)
      this.handles ??= new more.Handles(this.charts.rate, actions.dragHandle);
    if (isShown("multiples")) this.multiples ??= new more.Multiples(find(".multiples-host"), actions);
    if (isShown("sharpness")) this.sharpness ??= new more.SharpnessView(find(".sharpness-host"), actions);
    if (isShown("bands")) this.bands ??= new more.Bands(find(".bands-host"), actions);
    this.preview ??= new more.Preview(find(".figure"), this.map!, this.slider, this.results, {
      alone: () => this.alone(),
      failed: actions.failed,
    });
    if (this.isPicturable(isShown))
      this.data ??= new more.Picturing(find(".data-host"), actions.changed, actions.failed);
  }
}

/** What makes the rates along the walk. */
const scheduleOf = ({ scheduler, changes }: ShownHiker): string =>
  scheduler?.name ?? (changes ? "changed by hand" : "constant");

/** Where on the slider the largest rate of the schedule is the largest stable one. */
function limitMark(limit: Limit | null): Pick<SliderPicture, "limit" | "limitText"> {
  if (!limit?.scale) return { limit: null, limitText: "" };
  const { rate, scale, formula } = limit;
  return { limit: rate / scale, limitText: scale === 1 ? formula : `${formula} ÷ ${written(scale)}` };
}
