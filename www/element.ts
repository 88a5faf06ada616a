/** <learning-rate-playground>: one experiment in, one run out, and the views that draw it. */
import { html, LitElement, nothing, unsafeCSS, type PropertyValues } from "lit";
import { Background, type Answer } from "./background";
import { controls } from "./controls";
import * as engine from "./engine";
import type { Catalogue, Experiment, Kind, Landscape, Limit, Run, Scene, Strip, Table } from "./engine";
import { parseRate, rate as written } from "./format";
import { style } from "./style";
import { Charts, chartsStyle } from "./views/charts";
import { DataView, dataStyle } from "./views/data";
import { MapView, type View } from "./views/map";
import { Slider, sliderStyle } from "./views/slider";
import { Walk } from "./walk";

const VERDICTS: Record<Kind, { word: string; colour: string }> = {
  too_slow: { word: "Too low.", colour: "crawls" },
  converged: { word: "Just right.", colour: "arrives" },
  oscillating: { word: "Too high.", colour: "bounces" },
  stuck: { word: "Stopped short.", colour: "stuck" },
  diverged: { word: "Far too high.", colour: "thrown" },
};
const RATES = 200; // painted on the slider's track
const COARSE = 40; // of them come first where all take longer than a frame
const AT_ONCE = 1000; // steps of an analytic loss up to which the track follows in the same frame
const SPEEDS = [0.5, 1, 2, 4];

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

export class LearningRatePlayground extends LitElement {
  static override styles = [style, unsafeCSS(sliderStyle), unsafeCSS(chartsStyle), unsafeCSS(dataStyle)];
  static override get observedAttributes() {
    return [...super.observedAttributes, "scene"];
  }

  /** The last run; null before the first. */
  run: Run | null = null;
  /** The record the hiker stands at. */
  step = 0;

  private shown?: Scene;
  private waiting: unknown;
  private ready = false;
  private fault = "";
  private catalogue!: Catalogue;
  private landscape!: Landscape;
  private table: Table | null = null;
  private range = { low: 1e-5, high: 1 };
  private strip: Strip | null = null;
  private stale = false;
  private limit: Limit | null = null;
  private log: boolean | null = null;
  private path: Float64Array = new Float64Array();
  private seekBest = false; // after another mountain or optimizer, go to the rate that is just right there
  private frame = 0;
  private wanted = 0;
  private holding = false;
  private explaining = false;

  private map?: MapView;
  private charts?: Charts;
  private slider?: Slider;
  private data?: DataView;
  private walk = new Walk(this, () => this.requestUpdate());
  private background = new Background((answer) => this.painted(answer));
  private dark = matchMedia("(prefers-color-scheme: dark)");
  private still = matchMedia("(prefers-reduced-motion: reduce)");
  private themed = "";

  get last(): number {
    return this.run ? this.run.hikers[0]!.loss.length - 1 : 0;
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
    else if (text !== null) this.open(text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener("change", this.restyle);
    engine.load().then(
      () => {
        this.ready = true;
        this.catalogue = engine.catalogue();
        if (!this.shown) this.open(this.waiting ?? engine.openingScene());
        else if (this.stale) this.repaint(true); // moved in the page while the worker was at it
      },
      (fault: Error) => this.refuse(fault),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener("change", this.restyle);
    this.walk.stop();
    if (this.frame) this.slid(); // its frame would find the figure gone
    this.background.destroy();
  }

  private restyle = () => this.requestUpdate();

  /** A scene as an object, or as the text of an attribute or an address. */
  private open(scene: unknown, seekBest = false): void {
    if (!this.ready) {
      this.waiting = scene;
      return;
    }
    try {
      if (typeof scene === "string") scene = engine.readAddress(scene.replace(/^\s*#/, ""));
      else engine.checkScene(scene as Scene);
      this.seekBest = seekBest;
      this.show(structuredClone(scene) as Scene);
    } catch (fault) {
      this.refuse(fault as Error);
    }
  }

  private refuse(fault: Error): void {
    this.fault = fault.message;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("error", { bubbles: true, composed: true, detail: fault.message }));
  }

  private show(scene: Scene): void {
    const other = JSON.stringify(scene.experiment.loss) !== JSON.stringify(this.shown?.experiment.loss);
    this.shown = scene;
    this.strip = other ? null : this.strip;
    this.rerun();
    this.repaint(true);
    if (other) {
      this.table = engine.table(scene.experiment);
      this.map?.terrainChanged();
    }
    this.departs();
  }

  /** From the start of the walk, or, where motion is not wanted, at its end. */
  private departs(): void {
    this.fault = "";
    this.walk.stop();
    this.step = this.still.matches ? this.last : 0;
    if (!this.still.matches) this.walk.play();
    this.requestUpdate();
  }

  private rerun(): void {
    const { experiment } = this.shown!;
    ({ run: this.run, limit: this.limit } = engine.hike(experiment));
    this.landscape = engine.landscape(experiment);
    const { dim, params } = this.run.hikers[0]!;
    this.path = dim === 2 ? params : new Float64Array();
    this.step = Math.min(this.step, this.last);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("run", { bubbles: true, composed: true, detail: this.run }));
  }

  /** Paints the slider's track anew; `refit` finds its ends anew too. */
  private repaint(refit: boolean): void {
    const { experiment } = this.shown!;
    if (experiment.epochs === undefined && !engine.table(experiment) && experiment.steps! <= AT_ONCE) {
      this.background.forget();
      if (refit) this.range = engine.rateRange(experiment);
      const strip = engine.strip(experiment, this.range.low, this.range.high, RATES);
      this.painted({ id: 0, ...this.range, strip, done: true });
    } else {
      this.stale = true;
      const range = refit ? null : this.range;
      void this.background.ask({ experiment: structuredClone(experiment), range, counts: [COARSE, RATES] });
    }
  }

  private painted({ low, high, strip, done }: Answer): void {
    this.range = { low, high };
    this.strip = strip;
    this.stale = !done;
    if (done && this.seekBest) {
      this.seekBest = false;
      this.setRate(strip.presets.justRight);
      this.departs();
    }
    this.requestUpdate();
  }

  private setRate(rate: number): void {
    this.shown!.experiment.hikers[0]!.optimizer.lr = rate;
    this.rerun();
  }

  /** While the hand moves the whole walk is shown, once a frame. */
  private slide(rate: number): void {
    this.wanted = rate;
    this.seekBest = false; // the hand knows better
    this.holding = true;
    this.walk.stop();
    this.frame ||= requestAnimationFrame(() => this.slid());
  }

  private slid(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.setRate(this.wanted);
    this.step = this.last;
  }

  private letGo(rate: number): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.seekBest = false;
    this.holding = false;
    if (this.shown!.experiment.hikers[0]!.optimizer.lr !== rate) this.setRate(rate);
    this.departs();
  }

  private typed(event: Event): void {
    const field = event.target as HTMLInputElement;
    const rate = parseRate(field.value);
    if (typeof rate === "string") {
      this.fault = rate;
      field.value = written(this.shown!.experiment.hikers[0]!.optimizer.lr as number);
      this.requestUpdate();
      return;
    }
    this.letGo(rate);
  }

  /** Tries a change on a copy: what is wrong is said, and the figure stays as it was. */
  private change(change: (experiment: Experiment) => void): void {
    const scene = structuredClone(this.shown!);
    change(scene.experiment);
    const named = ({ loss, hikers }: Experiment) => loss.name + hikers[0]!.optimizer.name;
    const other = named(scene.experiment) !== named(this.shown!.experiment);
    if (JSON.stringify(scene.experiment.loss) !== JSON.stringify(this.shown!.experiment.loss))
      delete scene.window;
    this.open(scene, other && !this.isLocked("lr"));
  }

  private moveStart(at: [number, number], done: boolean): void {
    if (this.isLocked("start")) return;
    this.shown!.experiment.start = at;
    try {
      this.walk.stop();
      this.rerun();
      this.repaint(done);
      if (done) this.departs();
      else this.step = this.last;
    } catch (fault) {
      this.refuse(fault as Error);
    }
  }

  private seek(step: number): void {
    this.walk.stop();
    this.step = Math.max(0, Math.min(this.last, step));
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

  private isShown = (name: string) => this.shown!.views?.includes(name) ?? true;

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
    const look = dark ? "figure dark" : "figure";
    if (!this.shown) {
      const waiting = html`<p>The mountain is being drawn …</p>`;
      return html`<div class="${look} waiting">${this.fault ? this.sentence() : waiting}</div>`;
    }
    const { experiment } = this.shown;
    const trace = this.run!.hikers[0]!;
    const { word, colour } = VERDICTS[trace.verdict.kind];
    const unit = experiment.epochs === undefined ? "step" : "epoch";
    const hide = (name: string) => !this.isShown(name);
    const constant = !experiment.hikers[0]!.scheduler;
    const oneFeature = this.table?.n_features === 1;
    const { dim } = this.landscape;
    return html`<div
      class=${look}
      tabindex="0"
      role="group"
      aria-label="A hiker on a mountain. Space walks and pauses, arrows step, R restarts."
      @keydown=${this.key}
    >
      ${this.fault ? this.sentence() : nothing}
      <div class="ground" ?hidden=${hide("map") && hide("data")}>
        <div class="map" ?hidden=${hide("map") || dim !== 2}>
          <button
            type="button"
            class="whole"
            ?hidden=${!this.shown.window}
            @click=${() => this.zoom(undefined)}
          >
            Whole map
          </button>
        </div>
        ${
          dim === 2 || hide("map")
            ? nothing
            : html`<p class="note">This loss has ${dim} parameters; a map needs two.</p>`
        }
        <div class="data-host" ?hidden=${hide("data") || !oneFeature}></div>
      </div>
      <div class="charts">
        <div class="chart-host loss-host" ?hidden=${hide("loss")}></div>
        <div class="chart-host rate-host ${constant ? "constant" : ""}" ?hidden=${hide("rate")}></div>
      </div>
      <p class="verdict ${colour}" ?hidden=${hide("verdict")} aria-live=${this.holding ? "off" : "polite"}>
        <b>${word}</b> ${unbroken(trace.verdict.text)}
      </p>
      <div class="bar">
        ${hide("transport") ? nothing : this.transport(unit)} ${hide("slider") ? nothing : this.rate()}
      </div>
      <div class="slider-host" ?hidden=${hide("slider")}>
        <div class="slider-view"></div>
        ${this.band()}
      </div>
      <div class="controls" ?hidden=${hide("controls")}>
        ${controls(this.catalogue, experiment, this.isLocked, (change) => this.change(change), engine.newSeed)}
      </div>
      ${hide("arithmetic") ? nothing : this.arithmetic(unit)}
    </div>`;
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
    const lr = this.shown!.experiment.hikers[0]!.optimizer.lr as number;
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
      this.limit || !this.strip
        ? ""
        : " No formula gives the largest stable rate here: the track is the answer.";
    return html`<p class="band">${text}${silent}</p>`;
  }

  private arithmetic(unit: string) {
    const { experiment } = this.shown!;
    const asked = experiment.steps ?? experiment.epochs!;
    const step = Math.min(this.step, asked - 1);
    const toggled = (event: Event) => {
      this.explaining = (event.target as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    const lines = () =>
      engine.arithmetic(experiment, 0, step).map(
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
    if (!this.shown) return;
    this.views();
    const { experiment, window } = this.shown;
    const trace = this.run!.hikers[0]!;
    const hiker = experiment.hikers[0]!;
    const { landscape, step } = this;
    const diverged = trace.verdict.kind === "diverged";
    if (landscape.dim === 2) {
      this.map!.show({
        view: window ?? landscape.view,
        start: landscape.start as [number, number],
        path: this.path,
        step,
        diverged,
        minima: landscape.minima as never,
        names: landscape.names as [string, string],
        equal: !this.table,
      });
    }
    this.charts!.show({
      loss: trace.loss,
      lr: trace.lr,
      step,
      length: experiment.steps ?? experiment.epochs!,
      unit: experiment.steps === undefined ? "epoch" : "step",
      floor: landscape.floor,
      kind: trace.verdict.kind,
      scheduler: hiker.scheduler?.name ?? "constant",
      log: this.log,
      metricName: "Loss",
    });
    // What the hand has asked for and the next frame will run: the slider must not fall back meanwhile.
    const lr = this.frame ? this.wanted : (hiker.optimizer.lr as number);
    this.slider!.show({
      ...this.range,
      value: lr,
      limit: this.limit?.rate ?? null,
      limitText: this.limit?.formula ?? "",
      now: hiker.scheduler ? trace.lr[step]! : null,
      strip: this.strip,
      stale: this.stale,
      disabled: this.isLocked("lr"),
      valueText: `${written(lr)}. ${VERDICTS[trace.verdict.kind].word}`,
    });
    if (this.data && this.table?.n_features === 1 && this.isShown("data")) {
      const { X: x, y } = this.table;
      const ends = [x.reduce((a, b) => Math.min(a, b)), x.reduce((a, b) => Math.max(a, b))] as [
        number,
        number,
      ];
      const at = trace.params.slice(step * trace.dim, (step + 1) * trace.dim);
      const line = engine.predict(experiment, at, ends);
      this.data.show({ x, y, line: { x: ends, y: [line[0]!, line[1]!] }, step, names: ["x", "y"] });
    }
  }

  /** Makes the views where their places stand, and lets them read the colours anew where the theme has changed. */
  private views(): void {
    const find = (selector: string) => this.renderRoot.querySelector<HTMLElement>(selector)!;
    if (!this.map) {
      const heights = (view: View, width: number, height: number) =>
        engine.heights(this.shown!.experiment, { ...view, width, height });
      this.map = new MapView(find(".map"), heights, {
        moveStart: (at, done) => this.moveStart(at, done),
        seek: (step) => this.seek(step),
        zoom: (view) => this.zoom(view),
      });
      this.charts = new Charts(find(".loss-host"), find(".rate-host"), {
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
    if (this.table?.n_features === 1) this.data ??= new DataView(find(".data-host"));
    const theme = find(".figure").className;
    if (this.themed && theme !== this.themed)
      for (const view of [this.map, this.charts, this.slider, this.data]) view?.themeChanged();
    this.themed = theme;
  }
}

customElements.define("learning-rate-playground", LearningRatePlayground);

declare global {
  interface HTMLElementTagNameMap {
    "learning-rate-playground": LearningRatePlayground;
  }
}
