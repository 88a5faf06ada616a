/** <learning-rate-playground>: one experiment in, one run out, and the views that draw it. */
import { html, LitElement, nothing, unsafeCSS, type PropertyValues } from "lit";
import { isLargeScene, missing } from "../engine/requirements";
import { Results, type Result } from "../engine/results";
import { rateOf, settings, turned } from "../scene/changes";
import { controls } from "../controls/controls";
import { copy, MOST_IN_LINK, ownNumbers, same } from "../scene/data-size";
import { ViewHost } from "./view-host";
import { catalogue, engine, load, loadWhole, wholeEngine } from "../engine/loading";
import type { Experiment, Run, Scene, Slice, Strip, View } from "../engine/loading";
import { rate as written } from "../util/format";
import { HostTheme } from "./host-theme";
import type { Menu } from "./menu";
import { band, rate } from "../controls/rate";
import { isShown } from "../scene/shown";
import { Visibility } from "./visibility";
import { style } from "./style";
import { transport } from "../controls/transport";
import { VERDICTS } from "../scene/verdicts";
import { chartsStyle } from "../views/charts/charts";
import { sliderStyle } from "../views/rate/slider";
import { Playback } from "./playback";

const BETWEEN_ACTS = 1100; // milliseconds to look at what an act has shown

/** Where the hiker is put once a run has come; "on" walks from where it last changed its mind. */
type After = "walk" | "on" | "end" | "stay";
/** Who opens a scene: the hand goes on with the figure on show, and may want the best rate of what is new in it. */
interface Opening {
  byHand?: boolean;
  /** The scene is an object nobody else writes into. */
  ours?: boolean;
  seekBest?: boolean;
  after?: After;
  /** Whom the slider and the controls speak to once it has been walked. */
  chosen?: number;
}

/** A formula such as 2/λmax stays on one line. */
const unbroken = (text: string) => text.replaceAll("/", "\u2060/\u2060");

export class LearningRatePlayground extends LitElement {
  static override styles = [...style, unsafeCSS(sliderStyle), unsafeCSS(chartsStyle)];
  static override get observedAttributes() {
    return [...super.observedAttributes, "scene"];
  }

  /** The address of a page that opens scenes in this figure, without its #. */
  declare page?: string;
  /** The record the hiker stands at. */
  step = 0;

  private shown?: Scene;
  private waiting: unknown;
  private ready = false;
  private begun = false; // to load, since it is in its page
  private fault = "";
  private nearest: Scene | null = null; // valid scene to the one at fault
  private instead: unknown; // of the figure, where its engine cannot run
  private chosen = 0; // whom the slider and the controls speak to
  private onArrival: After = "walk";
  private opening = 0; // counts scenes opened: only the last may come late
  private coming: Opening = {}; // who opened the scene that the worker checks
  private act: number | null = null;
  private performing = false;
  private between = 0;
  private revealed = true;
  private log: boolean | null = null;
  private seekBest = false; // after another mountain or optimizer, go to the rate that is just right there
  private frame = 0;
  private adjusting = 0;
  private adjustments: ((experiment: Experiment) => void)[] = []; // that the next frame makes
  private wanted = 0;
  private actions = 0; // counts rates set by hand
  private meant?: number; // how many there were when a change was asked for
  private holding = false;
  private explaining = false;

  private walk = new Playback(
    this,
    () => this.requestUpdate(),
    () => this.arrived(),
  );
  private results = new Results({
    resultArrived: (result, opened) => this.came(result, opened),
    stripArrived: (strip) => this.painted(strip),
    heightsArrived: (...piece) => this.viewHost?.heightsArrived(...piece),
    failed: (fault, opened) => {
      this.fallBack();
      this.refuse(new Error(fault));
      if (opened && !this.coming.byHand) void this.repair(opened);
    },
    changed: () => this.requestUpdate(),
  });
  private viewHost?: ViewHost;
  private around = new HostTheme(this);
  private menu?: Menu;
  private paper = matchMedia("print");
  private still = matchMedia("(prefers-reduced-motion: reduce)");
  private visibility = new Visibility(this, (seen) => {
    this.walk.hold(!seen);
    if (seen) this.start();
  });

  /** The last run; null before the first. */
  get run(): Run | null {
    return this.results.result?.run ?? null;
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
    if (this.isConnected) this.start();
  }

  /** The scene as the text of an address, without its #; empty before the first, and where its own data is too large. */
  get address(): string {
    const fits = this.shown && ownNumbers(this.shown.experiment.loss.data) <= MOST_IN_LINK;
    return fits ? engine.writeAddress(this.shown!) : "";
  }

  override attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    if (name !== "scene") super.attributeChangedCallback(name, old, text);
    else if (text) this.open(text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.paper.addEventListener("change", this.restyle);
    this.visibility.start();
    if (typeof this.waiting === "object") this.start();
  }

  /** Once the figure is seen, or a scene is set: what its attribute says can wait until then. */
  private start(): void {
    if (this.begun) return;
    this.begun = true;
    load().then(
      () => {
        this.ready = true;
        // An empty attribute says that the scene comes later.
        if (!this.shown && (this.waiting || this.getAttribute("scene") !== ""))
          this.open(this.waiting ?? engine.openingScene());
        else this.goOn();
      },
      (fault: Error) => this.standIn(fault),
    );
  }

  private async standIn(fault: Error): Promise<void> {
    const { picture, why } = await import("./fallback");
    const sentence = await why(fault);
    this.instead = picture(sentence);
    this.refuse(new Error(sentence));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.visibility.stop();
    this.begun = false;
    this.paper.removeEventListener("change", this.restyle);
    this.walk.stop();
    if (this.frame) this.slid(); // its frame would find the figure gone
    if (this.adjusting) this.adjusted("end");
    this.endPerformance();
    this.results.destroy();
    this.viewHost?.destroy();
    this.viewHost = undefined;
    this.menu?.destroy();
    this.menu = undefined;
  }

  /** The figure was moved in the page: what its workers were at is asked for again. */
  private goOn(): void {
    if (!this.shown) return;
    const { walking } = this.results;
    if (walking?.opens) this.results.walk(walking.scene, this.chosen, true);
    else if (walking) this.rerun(this.onArrival);
    if (this.results.stale) this.repaint(true);
    this.sweepAll();
    this.requestUpdate();
  }

  private restyle = () => this.requestUpdate();

  /** A scene as an object, or as the text of an attribute or an address. */
  private open(scene: unknown, how: Opening = {}): void {
    const opening = ++this.opening;
    const { after = how.byHand ? "on" : "walk" } = how;
    if (!this.ready) {
      this.waiting = scene;
      return;
    }
    try {
      const read =
        typeof scene === "string"
          ? engine.readAddress(scene.replace(/^\s*#/, ""))
          : how.ours
            ? (scene as Scene)
            : (structuredClone(scene) as Scene);
      const missed = missing(read);
      if (missed) {
        // Once what it needs is there, unless another has been opened meanwhile.
        missed.then(
          () => opening === this.opening && this.open(read, { ...how, ours: true }),
          (fault: Error) => this.refuse(fault),
        );
      } else if (isLargeScene(read)) {
        this.onArrival = after;
        this.coming = how;
        this.results.walk(read, how.chosen ?? this.chosen, true);
      } else {
        engine.checkScene(read);
        this.results.compare(read.experiment, this.shown?.experiment);
        this.show(read, how);
        this.begin(after, how.chosen);
      }
    } catch (fault) {
      this.refuse(fault as Error);
      if (!how.byHand) this.repair(scene);
    }
  }

  private async repair(wrong: unknown): Promise<void> {
    const { opening } = this;
    const { nearestScene } = await import("./nearest-scene");
    const nearest = await nearestScene(wrong);
    if (opening === this.opening) this.nearest = nearest;
    this.requestUpdate();
  }

  private refuse(fault: Error): void {
    this.fault = fault.message;
    this.nearest = null;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("error", { bubbles: true, composed: true, detail: fault.message }));
  }

  private show(scene: Scene, { byHand, seekBest = false }: Opening): void {
    this.revealed = byHand || scene.paused === undefined;
    this.seekBest = seekBest;
    this.endPerformance();
    this.shown = scene;
    this.act = this.actOf(scene);
    this.fault = "";
  }

  /** The number of the act whose experiment is on show, if it is one's. */
  private actOf({ acts = [], experiment }: Scene): number | null {
    const act = acts.findIndex((one) => same(one.experiment, experiment));
    return act < 0 ? null : act;
  }

  /** The experiment on show is another one. */
  private begin(after: After = "walk", chosen?: number): void {
    this.chosen = Math.min(this.chosen, this.shown!.experiment.hikers.length - 1);
    this.rerun(after, chosen);
    this.repaint(true);
    this.sweepAll();
  }

  /** On from a record of the walk, or, where motion is not wanted, at its end; or where a lesson waits. */
  private departs(from = 0): void {
    this.fault = "";
    this.walk.stop();
    if (!this.revealed) this.step = Math.min(this.shown!.paused!, this.last);
    else if (this.still.matches) {
      this.step = this.last;
      this.arrived();
    } else {
      this.step = Math.min(from, this.last);
      this.walk.play();
    }
    this.requestUpdate();
  }

  /** Of the chosen hiker. */
  private get settings() {
    return settings(this.shown!.experiment.hikers[this.chosen]!);
  }

  private rerun(after: After, chosen = this.chosen): void {
    this.onArrival = after;
    this.results.walk(this.shown!, chosen);
  }

  private came(result: Result, opened: boolean): void {
    if (opened) {
      this.show(copy(result.scene), this.coming);
      this.chosen = result.hiker;
      this.repaint(true);
      this.sweepAll();
    } else if (this.chosen !== result.hiker) {
      this.chosen = result.hiker;
      this.results.strip = null;
      this.repaint(true);
    }
    if (this.onArrival === "walk") this.departs();
    else if (this.onArrival === "on") this.departs(this.settings.since);
    else this.step = this.onArrival === "end" ? this.last : Math.min(this.step, this.last);
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("run", { bubbles: true, composed: true, detail: this.run }));
  }

  /** What is under way is not waited for: the figure stays with what it last showed. */
  private cancel(): void {
    this.results.cancelWalk();
    this.show(copy(this.results.result!.scene), { byHand: true });
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

  private sweepAll(): void {
    if (this.isShown("bands")) this.results.tryRatesOfAll(this.shown!.experiment);
  }

  private repaint(refit: boolean): void {
    if (this.isShown("slider") || this.isShown("finder")) this.results.tryRates(this.alone(), refit);
  }

  private painted(strip: Strip): void {
    if (!this.seekBest) return;
    this.seekBest = false;
    this.setRate(strip.presets.justRight, "on");
  }

  /** Shows a copy of the scene, changed, once it is checked: by its walk, where it is to be walked. What is wrong is said,
   * and the figure stays as it was. */
  private commit(change: (scene: Scene) => void, after?: After): boolean {
    const { shown, revealed, onArrival } = this;
    try {
      const scene = { ...shown!, experiment: copy(shown!.experiment) };
      change(scene);
      if (!after) this.check(scene);
      this.shown = scene;
      if (!after) return true;
      if (after !== "stay") this.revealed = true;
      this.rerun(after);
      this.fault = "";
      return true;
    } catch (fault) {
      Object.assign(this, { shown, revealed, onArrival });
      this.refuse(fault as Error);
      return false;
    }
  }

  /** Checks what differs from the scene on show: its acts and pins may each have data of their own. */
  private check(scene: Scene): void {
    const isNew = ([key, value]: [string, unknown]) =>
      key === "v" || value !== this.shown![key as keyof Scene];
    const part = Object.fromEntries(Object.entries(scene).filter(isNew)) as unknown as Scene;
    if (!isLargeScene(part)) engine.checkScene(part);
  }

  /** To what was walked last, where what is shown cannot be: a worker has said so. */
  private fallBack(): void {
    const { result, walking } = this.results;
    if (!result || walking) return;
    const { experiment, slice } = result.scene;
    if (same([experiment, slice], [this.shown!.experiment, this.shown!.slice])) return;
    this.shown = { ...this.shown!, experiment, slice };
    this.repaint(true);
    this.sweepAll();
  }

  private setRate(rate: number, after: After): void {
    this.commit(({ experiment }) => (settings(experiment.hikers[this.chosen]!).optimizer.lr = rate), after);
  }

  private setSlice = (slice: Slice) => {
    this.commit((scene) => {
      scene.slice = slice;
      delete scene.window;
    }, "stay");
  };

  private choose(hiker: number): void {
    this.chosen = hiker;
    this.results.strip = null;
    this.rerun("stay");
    this.repaint(true);
  }

  /** While the hand moves the whole walk is shown, once a frame. */
  private slide(rate: number): void {
    this.wanted = rate;
    this.actions++;
    this.endPerformance();
    this.seekBest = false; // the hand knows better
    this.holding = true;
    this.walk.stop();
    this.frame ||= requestAnimationFrame(() => this.slid());
  }

  private slid(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.setRate(this.wanted, "end");
  }

  private letGo(rate: number): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.actions++;
    this.endPerformance();
    this.seekBest = false;
    this.holding = false;
    this.revealed = true;
    const { optimizer, since } = this.settings;
    if (optimizer.lr !== rate || this.results.walking) this.setRate(rate, "on");
    else this.departs(since);
  }

  /** Other arguments by hand: once a frame, and at the end a walk. */
  private adjust = (change: (experiment: Experiment) => void, done: boolean): void => {
    this.actions++;
    this.endPerformance();
    this.seekBest = false;
    this.walk.stop();
    this.adjustments.push(change);
    this.adjusting ||= requestAnimationFrame(() => this.adjusted("end"));
    if (!done) return;
    this.adjusted("walk");
    this.sweepAll();
  };

  private adjusted(after: After): void {
    cancelAnimationFrame(this.adjusting);
    this.adjusting = 0;
    const adjustments = this.adjustments.splice(0);
    this.commit(({ experiment }) => adjustments.forEach((change) => change(experiment)), after);
    this.repaint(after === "walk");
  }

  private async typed(event: Event): Promise<void> {
    const field = event.target as HTMLInputElement;
    const { parseRate } = await import("../util/parse-rate");
    const rate = parseRate(field.value);
    if (typeof rate === "string") {
      this.fault = rate;
      field.value = written(this.settings.optimizer.lr as number);
      this.requestUpdate();
      return;
    }
    this.letGo(rate);
  }

  /** Tries a change on a copy: what is wrong is said, and the figure stays as it was. */
  private change(change: (experiment: Experiment) => void, actions = this.meant ?? this.actions): void {
    const scene = copy(this.shown!);
    change(scene.experiment);
    const missed = missing(scene);
    if (missed) {
      // Made anew then: meanwhile the hand may have moved something else.
      missed.then(
        () => this.change(change, actions),
        (fault: Error) => this.refuse(fault),
      );
      return;
    }
    const named = ({ loss, hikers }: Experiment) => loss.name + settings(hikers[this.chosen]!).optimizer.name;
    const other = named(scene.experiment) !== named(this.shown!.experiment);
    if (!same(scene.experiment.loss, this.shown!.experiment.loss)) delete scene.window;
    const seekBest = other && !this.isLocked("lr") && actions === this.actions;
    this.open(scene, { byHand: true, ours: true, seekBest });
  }

  private withWhole(act: () => void): void {
    if (wholeEngine()) return act();
    const { actions } = this;
    const then = () => {
      this.meant = actions; // meanwhile the hand may have moved something else
      act();
      this.meant = undefined;
    };
    loadWhole().then(then, (fault: Error) => this.refuse(fault));
  }

  private edit(change: (experiment: Experiment) => void, chosen = this.chosen): void {
    const scene = copy(this.shown!);
    change(scene.experiment);
    this.open(scene, { byHand: true, ours: true, chosen });
  }

  private moveStart(at: [number, number], done: boolean): void {
    if (this.isLocked("start")) return;
    this.walk.stop();
    this.endPerformance();
    this.commit(({ experiment }) => (experiment.start = at), done ? "walk" : "end");
    this.repaint(done);
    if (done) this.sweepAll();
  }

  /** The schedule as its curve is dragged by a handle. */
  private drag(handle: number, at: number, rate: number, done: boolean): void {
    if (this.isLocked("scheduler")) return;
    const { chosen } = this;
    this.walk.stop();
    this.endPerformance();
    const dragged = ({ experiment }: Scene) => {
      const scheduler = wholeEngine()!.dragHandle(experiment, chosen, handle, at, rate);
      experiment.hikers[chosen]!.scheduler = scheduler;
    };
    this.commit(dragged, done ? "walk" : "end");
    this.repaint(done);
    if (done) this.sweepAll();
  }

  /** The hiker chosen goes on otherwise from here, or a second one does. */
  private turn(fork: boolean): void {
    const scene = copy(this.shown!);
    const { hikers } = scene.experiment;
    const chosen = fork ? hikers.length : this.chosen;
    hikers[chosen] = structuredClone(turned(hikers[this.chosen]!, this.step));
    this.open(scene, { byHand: true, ours: true, after: "stay", chosen });
  }

  private unturn(at: number): void {
    this.change(({ hikers }) => {
      const hiker = hikers[this.chosen]!;
      hiker.changes = hiker.changes!.filter((change) => change.at !== at);
      if (!hiker.changes.length) delete hiker.changes;
    });
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
    this.results.compare(experiment, this.shown!.experiment);
    this.shown = { ...this.shown!, experiment: copy(experiment) };
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
    const zoomed = this.commit((scene) => {
      if (window) scene.window = window;
      else delete scene.window;
    });
    if (!zoomed) return;
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("view", { bubbles: true, composed: true }));
  }

  private isLocked = (name: string) => this.shown!.lock?.includes(name) ?? false;

  private isShown = (name: string) => isShown(name, this.shown!);

  private key(event: KeyboardEvent): void {
    const own = event.composedPath()[0] === event.currentTarget;
    if (!own || event.ctrlKey || event.metaKey || event.altKey) return;
    const actions: Record<string, () => void> = {
      " ": () => this.toggle(),
      ArrowRight: () => this.seek(this.step + 1),
      ArrowLeft: () => this.seek(this.step - 1),
      r: () => this.restart(),
      R: () => this.restart(),
      p: () => this.menu?.project(),
      P: () => this.menu?.project(),
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
    const dark = !this.paper.matches && (theme === "dark" || (theme === "auto" && this.around.isDark));
    let look = dark ? "figure dark" : "figure";
    const { result, isLong } = this.results;
    if (!this.shown || !result) {
      const waiting = isLong.walk ? this.underWay() : html`<p>The mountain is being drawn …</p>`;
      return html`<div class="${look} waiting">
        ${this.instead ?? (this.fault ? this.sentence() : waiting)}
      </div>`;
    }
    const { experiment, question, answer, acts } = this.shown;
    const { run, labels, section, landscape } = result;
    const { verdict } = run.hikers[this.chosen]!;
    const { word, colour } = VERDICTS[verdict.kind];
    const unit = result.experiment.epochs === undefined ? "step" : "epoch";
    const hide = (name: string) => !this.isShown(name);
    const constant = result.experiment.hikers.every(({ scheduler, changes }) => !scheduler && !changes);
    const several = labels.length > 1;
    const extra = !hide("accuracy") || !hide("weights");
    const noCharts = hide("loss") && hide("rate") && hide("sharpness") && !extra;
    if (hide("map") && hide("data")) look += " no-map";
    if (noCharts) look += " no-charts";
    look += this.menu?.look ?? "";
    const more = this.viewHost?.more;
    const picturable = this.viewHost?.isPicturable(this.isShown);
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
            ${isLong.ground ? more?.heightsProgress(this.results, () => this.viewHost!.cancelHeights()) : nothing}
            ${section ? more?.share(section.held[this.chosen]!) : nothing}
          </div>
          <div class="data-host" ?hidden=${!picturable}></div>
        </div>
        <div class="charts" ?hidden=${noCharts}>
          <div class="chart-host loss-host" ?hidden=${hide("loss")}></div>
          <div class="chart-host rate-host ${constant ? "constant" : ""}" ?hidden=${hide("rate")}></div>
          <div class="extra-host" ?hidden=${!extra}></div>
          <div class="sharpness-host" ?hidden=${hide("sharpness")}></div>
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
      <div class="outcomes-host" ?hidden=${hide("outcomes") || landscape.dim !== 2}></div>
      <div class="settings-host" ?hidden=${hide("settings")}></div>
      <div class="multiples-host" ?hidden=${hide("multiples")}></div>
      ${hide("table") ? nothing : more?.table(labels, run, this.revealed ? this.last : this.step, this.chosen)}
      <div class="race-host" ?hidden=${hide("race")}></div>
      <div class="finder-host" ?hidden=${hide("finder")}></div>
      <div class="bands-host" ?hidden=${hide("bands")}></div>
      ${hide("bands") ? nothing : more?.sweeping(this.results, () => this.sweepAll())}
      <div class="bar" ?hidden=${hide("transport") && hide("slider")}>
        ${hide("transport") ? nothing : this.transport(unit)} ${hide("slider") ? nothing : this.rate(unit)}
        ${more?.changeList(experiment.hikers[this.chosen]!, unit, this.isLocked("lr"), {
          seek: (step) => this.seek(step),
          remove: (at) => this.unturn(at),
        })}
      </div>
      <div class="slider-host" ?hidden=${hide("slider")}>
        <div class="slider-view"></div>
        ${this.band()}
      </div>
      ${isLong.walk ? this.underWay() : nothing}
      <div class="controls" ?hidden=${hide("controls")}>
        ${controls(
          catalogue(),
          experiment,
          this.chosen,
          this.isLocked,
          (change) => this.change(change),
          engine.newSeed,
          landscape.unfit,
          this.adjust,
          more?.nested,
          (act) => this.withWhole(act),
        )}
        ${section ? more?.sliceControls(this.shown.slice ?? { of: "walk" }, landscape.names, this.isLocked("window"), this.setSlice) : nothing}
      </div>
      ${hide("arithmetic") ? nothing : this.arithmetic(unit)}
      <div class="menu"></div>
    </div>`;
  }

  private underWay() {
    const done = Math.round(100 * this.results.progress);
    return html`<p class="under-way" role="status">
      <progress max="100" .value=${done} aria-label="Walking"></progress> Walking … ${done} %
      ${this.results.result ? html`<button type="button" @click=${() => this.cancel()}>Cancel</button>` : nothing}
    </p>`;
  }

  private sentence() {
    const { nearest } = this;
    const opening = () => this.open(engine.openingScene());
    const close = () => {
      this.fault = "";
      this.requestUpdate();
    };
    return html`<p class="fault" role="alert">
      <span>${this.fault}</span>
      ${nearest ? html`<button type="button" @click=${() => this.open(nearest)}>Open it without what is wrong</button>` : nothing}
      <button type="button" @click=${opening}>Open the first mountain</button>
      ${this.shown ? html`<button type="button" @click=${close}>Keep this one</button>` : nothing}
    </p>`;
  }

  private transport(unit: string) {
    const { walk, step, last, revealed } = this;
    const { run, experiment } = this.results.result!;
    const { steps, epochs, hikers } = experiment;
    const length = steps ?? epochs!;
    const rests = !walk.playing && step > 0 && step < Math.min(length, run.hikers[this.chosen]!.loss.length);
    return transport({
      walk,
      step,
      last: revealed ? last : length, // where a walk leaves the numbers is not told before it does
      unit,
      changes: hikers[this.chosen]!.changes?.map(({ at }) => at) ?? [],
      turns: this.isLocked("lr")
        ? nothing
        : (this.viewHost?.more?.turns(hikers, rests, (fork) => this.turn(fork)) ??
          html`<span class="turns"></span>`),
      restart: () => this.restart(),
      seek: (step) => this.seek(step),
      toggle: () => this.toggle(),
    });
  }

  private rate(unit: string) {
    const { since, optimizer } = this.settings;
    return rate({
      rate: optimizer.lr as number,
      from: since > 0 ? `from ${unit} ${since}` : "",
      locked: this.isLocked("lr"),
      strip: this.results.strip,
      typed: (event) => this.typed(event),
      go: (rate) => this.letGo(rate),
    });
  }

  private band() {
    const { strip, stripCancelled, result, isLong } = this.results;
    return band({
      strip,
      limited: result!.limit !== null,
      ignored: result!.ignored,
      tried: !stripCancelled,
      long: isLong.track,
      cancel: () => {
        this.results.cancelTrack();
        this.requestUpdate();
      },
      again: () => this.repaint(true),
    });
  }

  private arithmetic(unit: string) {
    const { experiment, run } = this.results.result!;
    const asked = experiment.steps ?? experiment.epochs!;
    const step = Math.min(this.step, asked - 1, run.hikers[this.chosen]!.loss.length - 1);
    const toggled = (event: Event) => {
      this.explaining = (event.target as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    const lines = () =>
      this.viewHost?.arithmetic(this.chosen, step)?.map(
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
    if (!this.results.result || !this.shown || !this.isConnected) return;
    const { shown: scene, chosen, step, revealed, log, isLocked, isShown } = this;
    // What the hand has asked for and the next frame will run: the slider must not fall back meanwhile.
    const rate = this.frame ? this.wanted : rateOf(scene.experiment.hikers[chosen]!);
    this.viewHost ??= new ViewHost(this.shadowRoot!, this.results, {
      moveStart: (at, done) => this.moveStart(at, done),
      seek: (step) => this.seek(step),
      zoom: (view) => this.zoom(view),
      choose: (hiker) => this.choose(hiker),
      log: (on) => {
        this.log = on;
        this.requestUpdate();
      },
      slide: (rate) => this.slide(rate),
      letGo: (rate) => this.letGo(rate),
      drag: (...to) => this.drag(...to),
      adjust: (change, done) => this.adjust(({ hikers }) => change(hikers[this.chosen]!), done),
      edit: (change, chosen) => this.edit(change, chosen),
      again: () => this.rerun("stay"),
      changed: () => this.requestUpdate(),
      failed: (fault) => this.refuse(new Error(fault)),
    });
    this.viewHost.show({ scene, chosen, step, revealed, log, rate, isLocked, isShown });
    const { more } = this.viewHost;
    this.menu ??= more && new more.Menu(this, this.viewHost, (scene) => this.open(scene, { byHand: true }));
    this.menu?.show(scene, isShown("menu"));
  }

  /** What the figure carries along changes, and nothing that is walked. */
  keep(part: Partial<Scene>): void {
    if (!this.commit((scene) => Object.assign(scene, part))) return;
    if ("views" in part) {
      this.sweepAll();
      if (!this.results.strip) this.repaint(true);
    }
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent("view", { bubbles: true, composed: true }));
  }
}

// Another script of the page may have brought it already.
if (!customElements.get("learning-rate-playground"))
  customElements.define("learning-rate-playground", LearningRatePlayground);
