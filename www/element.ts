/** <learning-rate-playground>: one experiment in, one run out, and the views that draw it. */
import { html, LitElement, nothing, unsafeCSS, type PropertyValues } from "lit";
import { Background } from "./background";
import { controls } from "./controls";
import { engine, isWhole, load, loadTable, loadWhole } from "./engine";
import type {
  Catalogue,
  Experiment,
  Hike,
  Landscape,
  Plane,
  Run,
  Scene,
  Slice,
  Strip,
  Table,
  View,
} from "./engine";
import { parseRate, rate as written } from "./format";
import { colours, names } from "./names";
import { style } from "./style";
import { VERDICTS } from "./verdicts";
import { Charts, chartsStyle } from "./views/charts";
import { MapView } from "./views/map";
import type { Bands, DataView, Multiples } from "./views/more";
import { Slider, sliderStyle } from "./views/slider";
import { Walk } from "./walk";

const RATES = 200; // painted on the slider's track
const SWEPT = 100; // rates on each hiker's track where hikers are compared
const COARSE = 40; // of them come first where all take longer than a frame
const AT_ONCE = 1000; // steps of an analytic loss up to which the track follows in the same frame
const SPEEDS = [0.5, 1, 2, 4];
const NO_WAIT = 1e6; // multiplications a run may take beside the page's own work: more go to the worker
const GROUND_NO_WAIT = 6e6; // and a map's ground
const GROUND = 4e8; // multiplications a ground may take in the worker: fewer pixels where each is dear
const DECISIONS = [100, 100] as const; // places at which a model is asked for the picture of its decisions
const SEEN = 150; // milliseconds from which on waiting is shown
const BETWEEN_ACTS = 1100; // milliseconds to look at what an act has shown
/** Shown only where a scene asks for them. */
const ON_REQUEST = ["accuracy", "weights", "multiples", "table", "bands"];

/** What came of the scene's experiment: all that is drawn is drawn from here. */
interface Result extends Hike {
  ground: number;
  experiment: Experiment;
  landscape: Landscape;
  table: Table | null;
  labels: string[];
  colours: string[];
}
/** Where the hiker is put once a run has come. */
type After = "walk" | "end" | "stay";

/** A formula such as 2/λmax stays on one line. */
const unbroken = (text: string) => text.replaceAll("/", "\u2060/\u2060");

const icon = {
  restart: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M5 5v5h5M5.5 10a7.5 7.5 0 1 1-1 5" />
  </svg>`,
  back: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 5v14M18 5 10 12l8 7" /></svg>`,
  next: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M17 5v14M6 5l8 7-8 7" /></svg>`,
  play: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5v14l11-7z" /></svg>`,
  pause: html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M8 6v12M16 6v12" stroke-width="4" />
  </svg>`,
};

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The table's points on a plane: two features, or one and the target. */
function points({ X, y, n_features }: Table): { x: Float64Array; y: Float64Array } {
  if (n_features === 1) return { x: X, y };
  const column = (j: number) => Float64Array.from({ length: y.length }, (_, i) => X[2 * i + j]!);
  return { x: column(0), y: column(1) };
}

/** How much of a walk its map holds, in words. */
const held = (share: number) =>
  `A slice through all parameters: it holds ${share > 0.9995 ? "all" : `${(100 * share).toFixed(1)} %`} of the walk.`;

export class LearningRatePlayground extends LitElement {
  static override styles = [style, unsafeCSS(sliderStyle), unsafeCSS(chartsStyle)];
  static override get observedAttributes() {
    return [...super.observedAttributes, "scene"];
  }

  /** The record the hiker stands at. */
  step = 0;

  private shown?: Scene;
  private waiting: unknown;
  private ready = false;
  private fault = "";
  private catalogue!: Catalogue;
  private ofData: string[] = []; // the losses that only the whole engine has
  private result?: Result;
  private chosen = 0; // whom the slider and the controls speak to
  private onArrival: After = "walk";
  private asked = 0; // when the run under way was asked for; 0: none is
  private progress = 0;
  private ground = 0; // counts mountains: data may be too large to compare at each frame
  private opening = 0; // counts scenes opened: only the last may come late
  private act: number | null = null;
  private performing = false;
  private between = 0;
  private revealed = true;
  private range = { low: 1e-5, high: 1 };
  private strip: Strip | null = null;
  private stale = false;
  private log: boolean | null = null;
  private seekBest = false; // after another mountain or optimizer, go to the rate that is just right there
  private frame = 0;
  private wanted = 0;
  private hands = 0; // counts rates set by hand
  private holding = false;
  private explaining = false;

  private map?: MapView;
  private charts?: Charts;
  private slider?: Slider;
  private data?: DataView;
  private points?: { x: Float64Array; y: Float64Array }; // of the table, as the picture has them
  private more?: typeof import("./views/more");
  private multiples?: Multiples;
  private bands?: Bands;
  private tracks: { low: number; high: number; strip: Strip }[] = []; // of each hiker, as far as they have come
  private walk = new Walk(
    this,
    () => this.requestUpdate(),
    () => this.arrived(),
  );
  private hiking = new Background(
    "hike",
    (piece) => {
      if ("hike" in piece) this.took(this.shown!.experiment, piece.hike, piece.landscape);
      else this.progress = piece.progress;
      this.requestUpdate();
    },
    (fault) => this.failed(fault),
  );
  private painting = new Background(
    "strip",
    (piece, done) => this.painted(piece, done),
    (fault) => this.failed(fault),
  );
  private sweeping = new Background(
    "strip",
    (piece, done) => done && this.swept(piece),
    (fault) => this.failed(fault),
  );
  private digging = new Background(
    "ground",
    ({ view, columns, rows, heights }, done) => this.map?.arrive(view, columns, rows, heights, done),
    (fault) => this.failed(fault),
  );
  private dark = matchMedia("(prefers-color-scheme: dark)");
  private still = matchMedia("(prefers-reduced-motion: reduce)");
  private themed = "";

  /** The last run; null before the first. */
  get run(): Run | null {
    return this.result?.run ?? null;
  }

  /** The last record of the hiker that goes furthest. */
  get last(): number {
    return this.run ? Math.max(...this.run.hikers.map(({ loss }) => loss.length)) - 1 : 0;
  }

  /** What was set, changed only by what the user moved. */
  get scene(): Scene | undefined {
    return this.shown && structuredClone(this.shown);
  }

  set scene(scene: Scene) {
    this.open(scene);
  }

  override attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    if (name !== "scene") super.attributeChangedCallback(name, old, text);
    else if (text) this.open(text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener("change", this.restyle);
    load().then(
      () => {
        this.ready = true;
        this.catalogue = engine.catalogue();
        const { losses } = this.catalogue;
        this.ofData = losses
          .filter(({ args }) => args.some(({ type }) => type === "data"))
          .map((l) => l.name);
        // An empty attribute says that the scene comes later.
        if (!this.shown && (this.waiting || this.getAttribute("scene") !== ""))
          this.open(this.waiting ?? engine.openingScene());
        else this.goOn();
      },
      (fault: Error) => this.refuse(fault),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener("change", this.restyle);
    this.walk.stop();
    if (this.frame) this.slid(); // its frame would find the figure gone
    this.endPerformance();
    for (const work of [this.hiking, this.painting, this.sweeping, this.digging]) work.destroy();
  }

  /** Moved in the page while workers were at it: what they owed is asked for again. */
  private goOn(): void {
    if (!this.shown) return;
    if (this.asked) this.rerun(this.onArrival);
    if (this.stale) this.repaint(true);
    this.sweepAll();
    this.map?.terrainChanged();
  }

  private restyle = () => this.requestUpdate();

  /** A scene as an object, or as the text of an attribute or an address. */
  private open(scene: unknown, seekBest = false): void {
    const opening = ++this.opening;
    if (!this.ready) {
      this.waiting = scene;
      return;
    }
    try {
      const read =
        typeof scene === "string"
          ? engine.readAddress(scene.replace(/^\s*#/, ""))
          : (structuredClone(scene) as Scene);
      const missing = this.missing(read);
      if (missing) {
        this.openAfter(missing, opening, read, seekBest);
        return;
      }
      engine.checkScene(read);
      this.seekBest = seekBest;
      this.show(read);
    } catch (fault) {
      this.refuse(fault as Error);
    }
  }

  /** What must be loaded before the scene can be checked: the whole engine, or a table. */
  private missing({ experiment, acts }: Scene): Promise<unknown> | undefined {
    const all = [experiment, ...(Array.isArray(acts) ? acts.map((act) => act?.experiment) : [])];
    if (!isWhole()) return all.some((one) => this.isOfData(one)) ? loadWhole() : undefined;
    const name = all.map((one) => engine.tableNeeded(one)).find((name) => name !== null);
    return name ? loadTable(name) : undefined;
  }

  /** Opens a scene once what it needs is there, unless another has been opened meanwhile. */
  private openAfter(loaded: Promise<unknown>, opening: number, scene: unknown, seekBest: boolean): void {
    loaded.then(
      () => opening === this.opening && this.open(scene, seekBest),
      (fault: Error) => this.refuse(fault),
    );
  }

  private isOfData = (experiment: Experiment | undefined): boolean =>
    this.ofData.includes(experiment?.loss?.name as string);

  private refuse(fault: Error): void {
    this.fault = fault.message;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("error", { bubbles: true, composed: true, detail: fault.message }));
  }

  private show(scene: Scene): void {
    this.compareGround(scene.experiment);
    this.revealed = scene.paused === undefined;
    this.endPerformance();
    this.shown = scene;
    this.act = this.actOf(scene);
    this.fault = "";
    this.begin();
  }

  /** The number of the act whose experiment is on show, if it is one's. */
  private actOf({ acts = [], experiment }: Scene): number | null {
    const act = acts.findIndex((one) => same(one.experiment, experiment));
    return act < 0 ? null : act;
  }

  /** The experiment on show is another one. */
  private begin(): void {
    this.chosen = Math.min(this.chosen, this.shown!.experiment.hikers.length - 1);
    this.rerun("walk");
    this.repaint(true);
    this.sweepAll();
  }

  private compareGround({ loss, seed }: Experiment): void {
    const old = this.shown?.experiment;
    if (same(loss, old?.loss) && seed === old?.seed) return;
    this.ground++;
    this.strip = null;
  }

  /** From the start of the walk, or, where motion is not wanted, at its end; or where a lesson waits. */
  private departs(): void {
    this.fault = "";
    this.walk.stop();
    if (!this.revealed) this.step = Math.min(this.shown!.paused!, this.last);
    else if (this.still.matches) {
      this.step = this.last;
      this.arrived();
    } else {
      this.step = 0;
      this.walk.play();
    }
    this.requestUpdate();
  }

  /** Walks anew, at once where that is quick, else in the worker. */
  private rerun(after: After): void {
    const { experiment } = this.shown!;
    this.onArrival = after;
    const slice = this.shown!.slice ?? null;
    if (engine.work(experiment) <= NO_WAIT) {
      this.hiking.forget();
      this.took(experiment, engine.hike(experiment, this.chosen, slice), engine.landscape(experiment));
      return;
    }
    this.asked ||= performance.now();
    this.hiking.ask({ experiment: structuredClone(experiment), hiker: this.chosen, slice });
    window.setTimeout(() => this.requestUpdate(), SEEN);
  }

  private took(experiment: Experiment, hike: Hike, landscape: Landscape): void {
    const old = this.result;
    this.asked = this.progress = 0;
    const other = this.ground !== old?.ground;
    this.result = {
      ...hike,
      ground: this.ground,
      experiment: { ...experiment, hikers: structuredClone(experiment.hikers) }, // hands change rates in place
      landscape,
      table: other ? (this.isOfData(experiment) ? engine.table(experiment) : null) : old!.table,
      labels: names(experiment),
      colours: colours(experiment),
    };
    if (other) this.points = undefined;
    if (other || !same(hike.section?.plane, old?.section?.plane)) this.map?.terrainChanged();
    if (this.onArrival === "walk") this.departs();
    else this.step = this.onArrival === "end" ? this.last : Math.min(this.step, this.last);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("run", { bubbles: true, composed: true, detail: this.run }));
  }

  private failed(fault: string): void {
    this.asked = 0;
    this.refuse(new Error(fault));
  }

  /** What is under way is not waited for: the figure stays with what it last showed. */
  private cancel(): void {
    this.hiking.forget();
    this.asked = 0;
    this.endPerformance();
    this.seekBest = false; // the track still to come was another experiment's
    this.shown!.experiment = structuredClone(this.result!.experiment);
    this.act = this.actOf(this.shown!);
    this.repaint(true);
    this.sweepAll();
    this.requestUpdate();
  }

  /** The experiment of the chosen hiker alone. */
  private alone(): Experiment {
    const { experiment } = this.shown!;
    return experiment.hikers.length === 1
      ? experiment
      : { ...experiment, hikers: [experiment.hikers[this.chosen]!] };
  }

  /** A track for each hiker, one after the other. */
  private sweepAll(): void {
    if (!this.isShown("bands")) return;
    this.tracks = [];
    this.sweepNext();
  }

  private sweepNext(): void {
    const { experiment } = this.shown!;
    const hiker = experiment.hikers[this.tracks.length];
    if (!hiker) return;
    const alone = structuredClone({ ...experiment, hikers: [hiker] });
    this.sweeping.ask({ experiment: alone, range: null, counts: [SWEPT] });
  }

  private swept(track: { low: number; high: number; strip: Strip }): void {
    this.tracks = [...this.tracks, track];
    this.requestUpdate();
    this.sweepNext();
  }

  /** Paints the slider's track anew; `refit` finds its ends anew too. */
  private repaint(refit: boolean): void {
    if (!this.isShown("slider")) return;
    const experiment = this.alone();
    if (!this.isOfData(experiment) && experiment.steps! <= AT_ONCE) {
      this.painting.forget();
      if (refit) this.range = engine.rateRange(experiment);
      const strip = engine.strip(experiment, this.range.low, this.range.high, RATES);
      this.painted({ ...this.range, strip }, true);
    } else {
      this.stale = true;
      const range = refit ? null : this.range;
      this.painting.ask({ experiment: structuredClone(experiment), range, counts: [COARSE, RATES] });
    }
  }

  private painted({ low, high, strip }: { low: number; high: number; strip: Strip }, done: boolean): void {
    this.range = { low, high };
    this.strip = strip;
    this.stale = !done;
    if (done && this.seekBest) {
      this.seekBest = false;
      this.setRate(strip.presets.justRight, "walk");
    }
    this.requestUpdate();
  }

  private setRate(rate: number, after: After): void {
    this.shown!.experiment.hikers[this.chosen]!.optimizer.lr = rate;
    this.rerun(after);
  }

  private setSlice = (slice: Slice) => {
    this.shown!.slice = slice;
    delete this.shown!.window;
    this.rerun("stay");
  };

  private choose(hiker: number): void {
    this.chosen = hiker;
    this.strip = null;
    this.rerun("stay");
    this.repaint(true);
  }

  /** The loss at the middle of each pixel; null where it takes long: then it comes by `arrive`. */
  private heights = (view: View, columns: number, rows: number): Float64Array | null => {
    const { experiment, table, landscape, section } = this.result!;
    const plane: Plane | null = section?.plane ?? null;
    const grid = { ...view, width: columns, height: rows };
    const dear = table ? 2 * table.n_samples * landscape.dim : 0; // multiplications a pixel
    if (dear * columns * rows <= GROUND_NO_WAIT) {
      this.digging.forget();
      return plane ? engine.sectionHeights(experiment, plane, grid) : engine.heights(experiment, grid);
    }
    const size = (pixels: number): [number, number] => {
      const part = Math.min(1, Math.sqrt(pixels / (columns * rows)));
      return [Math.max(2, Math.round(columns * part)), Math.max(2, Math.round(rows * part))];
    };
    const sizes = [size(GROUND_NO_WAIT / dear), size(GROUND / dear)];
    this.digging.ask({ experiment, plane, view: { x: view.x, y: view.y }, sizes });
    return null;
  };

  /** While the hand moves the whole walk is shown, once a frame. */
  private slide(rate: number): void {
    this.wanted = rate;
    this.hands++;
    this.endPerformance();
    this.seekBest = false; // the hand knows better
    this.holding = true;
    this.walk.stop();
    this.frame ||= requestAnimationFrame(() => this.slid());
  }

  private slid(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.revealed = true;
    this.setRate(this.wanted, "end");
  }

  private letGo(rate: number): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.hands++;
    this.endPerformance();
    this.seekBest = false;
    this.holding = false;
    this.revealed = true;
    const { optimizer } = this.shown!.experiment.hikers[this.chosen]!;
    if (optimizer.lr !== rate || this.asked) this.setRate(rate, "walk");
    else this.departs();
  }

  private typed(event: Event): void {
    const field = event.target as HTMLInputElement;
    const rate = parseRate(field.value);
    if (typeof rate === "string") {
      this.fault = rate;
      field.value = written(this.shown!.experiment.hikers[this.chosen]!.optimizer.lr as number);
      this.requestUpdate();
      return;
    }
    this.letGo(rate);
  }

  /** Tries a change on a copy: what is wrong is said, and the figure stays as it was. */
  private change(change: (experiment: Experiment) => void, hands = this.hands): void {
    const scene = structuredClone(this.shown!);
    change(scene.experiment);
    const missing = this.missing(scene);
    if (missing) {
      // Made anew then: meanwhile the hand may have moved something else.
      missing.then(
        () => this.change(change, hands),
        (fault: Error) => this.refuse(fault),
      );
      return;
    }
    const named = ({ loss, hikers }: Experiment) => loss.name + hikers[this.chosen]!.optimizer.name;
    const other = named(scene.experiment) !== named(this.shown!.experiment);
    if (!same(scene.experiment.loss, this.shown!.experiment.loss)) delete scene.window;
    this.open(scene, other && !this.isLocked("lr") && hands === this.hands);
  }

  private moveStart(at: [number, number], done: boolean): void {
    if (this.isLocked("start")) return;
    this.shown!.experiment.start = at;
    try {
      this.walk.stop();
      this.endPerformance();
      this.revealed = true;
      this.rerun(done ? "walk" : "end");
      this.repaint(done);
      if (done) this.sweepAll();
    } catch (fault) {
      this.refuse(fault as Error);
    }
  }

  private seek(step: number): void {
    this.walk.stop();
    this.step = Math.max(0, Math.min(this.last, step));
    if (this.step === this.last) this.revealed = true;
    this.requestUpdate();
  }

  /** The hikers have walked to the end. */
  private arrived(): void {
    this.revealed = true;
    this.requestUpdate();
    if (!this.performing) return;
    const next = (this.act ?? -1) + 1;
    if (next < (this.shown!.acts?.length ?? 0))
      this.between = window.setTimeout(() => this.perform(next), BETWEEN_ACTS);
    else this.performing = false;
  }

  private endPerformance(): void {
    clearTimeout(this.between);
    this.performing = false;
  }

  private perform(act: number): void {
    clearTimeout(this.between);
    const { experiment } = this.shown!.acts![act]!;
    this.compareGround(experiment);
    this.shown = { ...this.shown!, experiment: structuredClone(experiment) };
    this.act = act;
    this.revealed = true;
    this.begin();
  }

  /** Does what the lesson is about, by itself: each act in turn, or the walk. */
  private showMe(): void {
    clearTimeout(this.between);
    this.performing = !this.performing;
    if (!this.performing) this.walk.stop();
    else if (this.shown!.acts?.length) this.perform(0);
    else if (!this.still.matches) this.restart();
    else {
      this.seek(this.last);
      this.arrived();
    }
    this.requestUpdate();
  }

  private zoom(window: View | undefined): void {
    if (this.isLocked("window")) return;
    if (window) this.shown!.window = window;
    else delete this.shown!.window;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("view", { bubbles: true, composed: true }));
  }

  private isLocked = (name: string) => this.shown!.lock?.includes(name) ?? false;

  private isShown = (name: string) => this.shown!.views?.includes(name) ?? !ON_REQUEST.includes(name);

  private key(event: KeyboardEvent): void {
    const own = event.composedPath()[0] === event.currentTarget;
    if (!own || event.ctrlKey || event.metaKey || event.altKey) return;
    const actions: Record<string, () => void> = {
      " ": () => this.toggle(),
      ArrowRight: () => this.seek(this.step + 1),
      ArrowLeft: () => this.seek(this.step - 1),
      r: () => this.restart(),
      R: () => this.restart(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  private toggle(): void {
    if (this.walk.playing) this.walk.stop();
    else this.walk.play();
  }

  private restart(): void {
    this.walk.stop();
    this.step = 0;
    this.walk.play();
    this.requestUpdate();
  }

  override render() {
    const theme = this.shown?.theme ?? "auto";
    const dark = theme === "dark" || (theme === "auto" && this.dark.matches);
    let look = dark ? "figure dark" : "figure";
    if (!this.shown || !this.result) {
      const waiting = this.asked ? this.underWay() : html`<p>The mountain is being drawn …</p>`;
      return html`<div class="${look} waiting">${this.fault ? this.sentence() : waiting}</div>`;
    }
    const { experiment, question, answer, acts } = this.shown;
    const { run, table: data, labels, section, landscape } = this.result;
    const { verdict } = run.hikers[this.chosen]!;
    const { word, colour } = VERDICTS[verdict.kind];
    const unit = this.result.experiment.epochs === undefined ? "step" : "epoch";
    const hide = (name: string) => !this.isShown(name);
    const constant = this.result.experiment.hikers.every(({ scheduler }) => !scheduler);
    const several = labels.length > 1;
    const extra = !hide("accuracy") || !hide("weights");
    const noCharts = hide("loss") && hide("rate") && !extra;
    if (hide("map") && hide("data")) look += " no-map";
    if (noCharts) look += " no-charts";
    const { more } = this;
    const teaches = question || answer || acts?.length;
    const teaching = {
      scene: this.shown,
      act: this.act,
      performing: this.performing,
      revealed: this.revealed && !this.performing,
      perform: (act: number) => {
        this.endPerformance();
        this.perform(act);
      },
      showMe: () => this.showMe(),
    };
    return html`<div
      class=${look}
      tabindex="0"
      role="group"
      aria-label="A hiker on a mountain. Space walks and pauses, arrows step, R restarts."
      @keydown=${this.key}
    >
      ${this.fault ? this.sentence() : nothing} ${teaches ? more?.lesson(teaching) : nothing}
      ${several && !hide("hikers") ? more?.legend(labels, this.chosen, (i) => this.choose(i)) : nothing}
      <div class="top">
        <div class="ground" ?hidden=${hide("map") && hide("data")}>
          <div class="map" ?hidden=${hide("map")}>
            <button
              type="button"
              class="whole"
              ?hidden=${!this.shown.window}
              @click=${() => this.zoom(undefined)}
            >
              Whole map
            </button>
            ${section ? html`<p class="share">${held(section.held[this.chosen]!)}</p>` : nothing}
          </div>
          <div class="data-host" ?hidden=${!this.picturable(data)}></div>
        </div>
        <div class="charts" ?hidden=${noCharts}>
          <div class="chart-host loss-host" ?hidden=${hide("loss")}></div>
          <div class="chart-host rate-host ${constant ? "constant" : ""}" ?hidden=${hide("rate")}></div>
          <div class="extra-host" ?hidden=${!extra}></div>
        </div>
        <p
          class="verdict ${this.revealed ? colour : ""}"
          ?hidden=${hide("verdict")}
          aria-live=${this.holding ? "off" : "polite"}
        >
          ${several ? html`<i>${labels[this.chosen]}:</i>` : nothing}
          ${this.revealed ? html`<b>${word}</b> ${unbroken(verdict.text)}` : "The walk is not over yet."}
        </p>
      </div>
      <div class="multiples-host" ?hidden=${hide("multiples")}></div>
      ${hide("table") ? nothing : more?.table(labels, run, this.revealed ? this.last : this.step, this.chosen)}
      <div class="bands-host" ?hidden=${hide("bands")}></div>
      <div class="bar" ?hidden=${hide("transport") && hide("slider")}>
        ${hide("transport") ? nothing : this.transport(unit)} ${hide("slider") ? nothing : this.rate()}
      </div>
      <div class="slider-host" ?hidden=${hide("slider")}>
        <div class="slider-view"></div>
        ${this.band()}
      </div>
      ${this.asked && performance.now() - this.asked > SEEN ? this.underWay() : nothing}
      <div class="controls" ?hidden=${hide("controls")}>
        ${controls(this.catalogue, experiment, this.chosen, this.isLocked, (change) => this.change(change), engine.newSeed)}
        ${section ? more?.sliceControls(this.shown.slice ?? { of: "walk" }, landscape.names, this.isLocked("window"), this.setSlice) : nothing}
      </div>
      ${hide("arithmetic") ? nothing : this.arithmetic(unit)}
    </div>`;
  }

  private underWay() {
    const done = Math.round(100 * this.progress);
    return html`<p class="under-way" role="status">
      <progress max="100" .value=${done} aria-label="Walking"></progress> Walking … ${done} %
      ${this.result ? html`<button type="button" @click=${() => this.cancel()}>Cancel</button>` : nothing}
    </p>`;
  }

  private sentence() {
    const opening = () => this.open(engine.openingScene());
    const close = () => {
      this.fault = "";
      this.requestUpdate();
    };
    return html`<p class="fault" role="alert">
      <span>${this.fault}</span>
      <button type="button" @click=${opening}>Open the first mountain</button>
      ${this.shown ? html`<button type="button" @click=${close}>Keep this one</button>` : nothing}
    </p>`;
  }

  private transport(unit: string) {
    const { playing, speed } = this.walk;
    const setSpeed = (event: Event) => {
      this.walk.speed = Number((event.target as HTMLSelectElement).value);
    };
    return html`<div class="transport" role="group" aria-label="The walk">
      <button type="button" aria-label="Restart" title="Restart (R)" @click=${this.restart}>
        ${icon.restart}
      </button>
      <button
        type="button"
        aria-label="One ${unit} back"
        title="One ${unit} back (←)"
        @click=${() => this.seek(this.step - 1)}
      >
        ${icon.back}
      </button>
      <button
        type="button"
        class="play"
        aria-label=${playing ? "Pause" : "Walk"}
        title="${playing ? "Pause" : "Walk"} (space)"
        @click=${this.toggle}
      >
        ${playing ? icon.pause : icon.play}
      </button>
      <button
        type="button"
        aria-label="One ${unit} on"
        title="One ${unit} on (→)"
        @click=${() => this.seek(this.step + 1)}
      >
        ${icon.next}
      </button>
      <span class="counter">${unit} ${this.step} of ${this.last}</span>
      <label class="speed"
        ><span class="name">speed</span>
        <select aria-label="Speed" @change=${setSpeed}>
          ${SPEEDS.map((s) => html`<option value=${s} ?selected=${s === speed}>${s} ×</option>`)}
        </select></label
      >
    </div>`;
  }

  private rate() {
    const lr = this.shown!.experiment.hikers[this.chosen]!.optimizer.lr as number;
    const locked = this.isLocked("lr");
    const presets = this.strip?.presets;
    const preset = (text: string, rate: number | undefined) =>
      html`<button type="button" ?disabled=${locked || !presets} @click=${() => this.letGo(rate!)}>
        ${text}
      </button>`;
    return html`<div class="rate">
      <label
        ><span class="title">Learning rate η =</span>
        <input
          inputmode="decimal"
          autocomplete="off"
          spellcheck="false"
          aria-label="Learning rate, typed"
          ?disabled=${locked}
          .value=${written(lr)}
          @change=${this.typed}
      /></label>
      <div class="presets" role="group" aria-label="Rates worth a visit">
        ${preset("too low", presets?.tooLow)}
        ${preset(this.strip && !this.strip.band ? "gets furthest" : "just right", presets?.justRight)}
        ${preset("too high", presets?.tooHigh)}
      </div>
    </div>`;
  }

  private band() {
    const band = this.strip?.band;
    const text = band
      ? `Arrives from ${written(band[0])} to ${written(band[1])}.`
      : this.strip
        ? "No rate arrives in this many steps."
        : "Trying every rate …";
    const silent =
      this.result!.limit || !this.strip
        ? ""
        : " No formula gives the largest stable rate here: the track is the answer.";
    return html`<p class="band">${text}${silent}</p>`;
  }

  private arithmetic(unit: string) {
    const { experiment, run } = this.result!;
    const asked = experiment.steps ?? experiment.epochs!;
    const step = Math.min(this.step, asked - 1, run.hikers[this.chosen]!.loss.length - 1);
    const toggled = (event: Event) => {
      this.explaining = (event.target as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    const lines = () =>
      engine.arithmetic(experiment, this.chosen, step).map(
        ({ parameter, lines }) =>
          html`<h4>${parameter}</h4>
            <dl>
              ${lines.map(
                ({ symbols, numbers }) =>
                  html`<dt>${symbols}</dt>
                    <dd>${numbers}</dd>`,
              )}
            </dl>`,
      );
    return html`<details class="arithmetic" ?open=${this.explaining} @toggle=${toggled}>
      <summary>The arithmetic of ${unit} ${step + 1}</summary>
      ${this.explaining ? lines() : nothing}
    </details>`;
  }

  override updated(_: PropertyValues): void {
    if (!this.result || !this.shown) return;
    this.views();
    const { experiment, run, landscape, section, limit, table, labels, colours, sizes } = this.result;
    const { chosen, step, revealed } = this;
    const { hikers } = run;
    const trace = hikers[chosen]!;
    if (this.isShown("map")) {
      const paths = section?.paths ?? hikers.map(({ params }) => params);
      const start = section ? [...paths[chosen]!.subarray(0, 2)] : landscape.start;
      this.map!.show({
        view: this.shown.window ?? section?.view ?? landscape.view,
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
      });
    }
    const extra = [];
    if (this.isShown("accuracy") && trace.metrics.accuracy)
      extra.push({ name: "Accuracy", values: hikers.map(({ metrics }) => metrics.accuracy!), percent: true });
    if (this.isShown("weights") && sizes) extra.push({ name: "Weight size", values: sizes, percent: false });
    const length = experiment.steps ?? experiment.epochs!;
    const unit = experiment.steps === undefined ? "epoch" : "step";
    this.charts!.show({
      hikers: hikers.map(({ loss, lr, verdict }, i) => ({
        name: labels[i]!,
        colour: colours[i]!,
        loss,
        lr,
        kind: verdict.kind,
        scheduler: experiment.hikers[i]!.scheduler?.name ?? "constant",
      })),
      chosen,
      step,
      length,
      unit,
      floor: landscape.floor,
      log: this.log,
      metricName: "Loss",
      veiled: !revealed,
      extra,
    });
    if (this.multiples && this.isShown("multiples")) {
      const squares = "mse" in trace.metrics;
      this.multiples.show({
        hikers: hikers.map(({ loss, metrics, verdict }, i) => ({
          name: labels[i]!,
          colour: colours[i]!,
          values: squares ? metrics.mse! : loss,
          kind: verdict.kind,
        })),
        chosen,
        step,
        length,
        unit,
        floor: squares ? null : landscape.floor,
        log: this.log,
        metricName: squares ? "MSE" : "Loss",
        veiled: !revealed,
      });
    }
    if (this.bands && this.isShown("bands")) {
      const { tracks } = this;
      this.bands.show({
        rows: labels.map((name, i) => ({
          name,
          colour: colours[i]!,
          strip: tracks[i]?.strip ?? null,
          value: experiment.hikers[i]!.optimizer.lr as number,
        })),
        chosen,
        low: tracks[0]?.low ?? this.range.low,
        high: Math.max(...tracks.map(({ high }) => high), tracks.length ? 0 : this.range.high),
        stale: tracks.length < labels.length,
      });
    }
    // What the hand has asked for and the next frame will run: the slider must not fall back meanwhile.
    const lr = this.frame ? this.wanted : (this.shown.experiment.hikers[chosen]!.optimizer.lr as number);
    if (this.isShown("slider"))
      this.slider!.show({
        ...this.range,
        value: lr,
        limit: limit?.rate ?? null,
        limitText: limit?.formula ?? "",
        now: experiment.hikers[chosen]!.scheduler ? trace.lr[Math.min(step, trace.lr.length - 1)]! : null,
        strip: this.strip,
        stale: this.stale,
        disabled: this.isLocked("lr"),
        valueText: revealed ? `${written(lr)}. ${VERDICTS[trace.verdict.kind].word}` : written(lr),
      });
    if (this.data && table && this.picturable(table)) this.showData(table);
  }

  /** A line among points, or classes on a plane. */
  private picturable(table: Table | null): boolean {
    if (!table || !this.isShown("data")) return false;
    return table.n_features === ("accuracy" in this.run!.hikers[0]!.metrics ? 2 : 1);
  }

  /** The points, and what the model as of the present record makes of them. */
  private showData(table: Table): void {
    const { experiment, run } = this.result!;
    const { params, dim } = run.hikers[this.chosen]!;
    const step = Math.min(this.step, params.length / dim - 1);
    const at = params.slice(step * dim, (step + 1) * dim);
    const { x, y } = (this.points ??= points(table));
    const names = (table.n_features === 2 ? ["x1", "x2"] : ["x", "y"]) as [string, string];
    if (table.n_features === 2) {
      const window = this.more!.dataWindow(x, y);
      const [width, height] = DECISIONS;
      const values = engine.decisions(experiment, at, { ...window, width, height });
      const decisions = { ...window, width, height, values };
      this.data!.show({ x, y, classes: table.y, decisions, line: null, step, names });
      return;
    }
    const ends = this.more!.dataWindow(x, y).x;
    const line = engine.predict(experiment, at, ends);
    this.data!.show({
      x,
      y,
      classes: null,
      decisions: null,
      line: { x: ends, y: [line[0]!, line[1]!] },
      step,
      names,
    });
  }

  /** Makes the views where their places stand, and lets them read the colours anew where the theme has changed. */
  private views(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)!;
    if (!this.map) {
      this.map = new MapView(find(".map"), this.heights, {
        moveStart: (at, done) => this.moveStart(at, done),
        seek: (step) => this.seek(step),
        zoom: (view) => this.zoom(view),
      });
      const hosts = { loss: find(".loss-host"), rate: find(".rate-host"), extra: find(".extra-host") };
      this.charts = new Charts(hosts, {
        seek: (step) => this.seek(step),
        log: (on) => {
          this.log = on;
          this.requestUpdate();
        },
      });
      this.slider = new Slider(find(".slider-view"), {
        input: (rate) => this.slide(rate),
        change: (rate) => this.letGo(rate),
      });
    }
    this.moreViews(find);
    const theme = find(".figure").className;
    if (this.themed && theme !== this.themed)
      for (const view of [this.map, this.charts, this.slider, this.data, this.multiples, this.bands])
        view?.themeChanged();
    this.themed = theme;
  }

  /** The views that a first figure does without. */
  private moreViews(find: (selector: string) => HTMLElement): void {
    const { question, answer, acts } = this.shown!;
    const wanted = ["multiples", "bands", "table"].filter(this.isShown);
    if (question || answer || acts?.length) wanted.push("lesson");
    if (this.result!.labels.length > 1) wanted.push("hikers");
    if (this.result!.section) wanted.push("slice");
    if (this.picturable(this.result!.table)) wanted.push("data");
    if (wanted.length === 0) return;
    const { more } = this;
    if (!more) {
      void import("./views/more").then((more) => {
        if (this.more) return;
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(more.moreStyle);
        this.shadowRoot!.adoptedStyleSheets.push(sheet);
        this.more = more;
        this.requestUpdate();
      });
      return;
    }
    const choose = (i: number) => this.choose(i);
    const seek = (step: number) => this.seek(step);
    if (wanted.includes("multiples"))
      this.multiples ??= new more.Multiples(find(".multiples-host"), { choose, seek });
    if (wanted.includes("bands")) this.bands ??= new more.Bands(find(".bands-host"), { choose });
    if (wanted.includes("data")) this.data ??= new more.DataView(find(".data-host"));
  }
}

customElements.define("learning-rate-playground", LearningRatePlayground);

declare global {
  interface HTMLElementTagNameMap {
    "learning-rate-playground": LearningRatePlayground;
  }
}
