/** <learning-rate-playground>: its life in the page, its attributes, and its parts. */
import { LitElement } from "lit";
import { engine, load } from "../engine/loading";
import type { Run, Scene } from "../engine/loading";
import { isLargeScene } from "../engine/requirements";
import { MOST_IN_LINK, ownNumbers } from "../scene/data-size";
import { isShown } from "../views";
import type { ShownScene } from "../scene/shown-scene";
import { adopt } from "../views/shared/adopt";
import { FigureActions } from "./actions";
import type { Acts } from "./acts";
import { HostTheme } from "./host-theme";
import { press } from "./keys";
import type { Result } from "../engine/results";
import type { Arithmetic } from "./arithmetic";
import type { Menu } from "./menu";
import type { Preview } from "./preview";
import { Opener } from "./opener";
import { Runner } from "./runner";
import { FigureState } from "./state";
import { SceneStore } from "./store";
import { style } from "./style";
import { template, type Parts } from "./template";
import { ViewHost } from "./view-host";
import { Visibility } from "./visibility";
import { loadingText } from "../text/en/loading";

/** Checks what differs from the scene before: acts and pins may each have data of their own. */
function check(scene: ShownScene, before?: ShownScene): void {
  const isNew = ([key, value]: [string, unknown]) => key === "v" || value !== before?.[key as keyof Scene];
  const part = Object.fromEntries(Object.entries(scene).filter(isNew)) as unknown as ShownScene;
  if (!isLargeScene(part)) engine.checkScene(part);
}

export class LearningRatePlayground extends LitElement implements Parts {
  static override styles = style;
  static override get observedAttributes() {
    return [...super.observedAttributes, "scene"];
  }

  /** The address of a page that opens scenes in this figure, without its #. */
  declare page?: string;

  private isLoading = false; // begun, since it is in its page
  instead: unknown; // of the figure, where its engine cannot run
  private viewHost?: ViewHost;
  /** What a first figure does without, once it has come. */
  more?: typeof import("./more");
  private moreComing?: Promise<void>;
  private menu?: Menu;
  private preview?: Preview;
  acts?: Acts;
  arithmetic?: Arithmetic;
  private drawn?: Result;
  private around = new HostTheme(this);
  private paper = matchMedia("print");

  changed = () => this.requestUpdate();

  private failed = (fault: Error): void => {
    this.state.fault = fault.message;
    this.state.nearest = null;
    this.changed();
    this.fire("error", fault.message);
  };

  state = new FigureState();
  store = new SceneStore({
    check,
    committed: (...change) => this.runner.follow(...change),
    refused: this.failed,
  });
  runner = new Runner(this.state, this.store, {
    changed: this.changed,
    ran: () => this.fire("run", this.run),
    opened: (scene) => this.opener.checked(scene),
    ended: () => this.acts?.next(),
    heightsArrived: (...piece) => this.viewHost?.heightsArrived(...piece),
    failed: (fault, opened) => {
      this.failed(fault);
      if (opened) this.opener.wrong(opened);
    },
  });
  opener = new Opener(this.state, this.store, this.runner, {
    changed: this.changed,
    shown: () => this.acts?.stop(),
    failed: this.failed,
  });
  actions = new FigureActions(this.state, this.store, this.runner, this.opener, {
    changed: this.changed,
    takenOver: () => this.acts?.stop(),
    viewed: () => {
      this.changed();
      this.fire("view");
    },
    failed: this.failed,
  });
  private visibility = new Visibility(this, (seen) => {
    this.runner.playback.hold(!seen);
    if (seen) this.start();
  });

  /** The record the hiker stands at. */
  get step(): number {
    return this.state.step;
  }

  /** The last record of the hiker that goes furthest. */
  get last(): number {
    return this.runner.last;
  }

  /** The last run; null before the first. */
  get run(): Run | null {
    return this.runner.results.result?.run ?? null;
  }

  /** What was set, changed only by what the user moved. */
  get scene(): Scene | undefined {
    return structuredClone(this.store.scene) as Scene | undefined;
  }

  set scene(scene: Scene) {
    this.opener.open(scene);
    if (this.isConnected) this.start();
  }

  /** The scene as the text of an address, without its #; empty before the first, and where its own data is too large. */
  get address(): string {
    const { scene } = this.store;
    return scene && ownNumbers(scene.experiment.loss.data) <= MOST_IN_LINK ? engine.writeAddress(scene) : "";
  }

  override attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    if (name !== "scene") super.attributeChangedCallback(name, old, text);
    else if (text) this.opener.open(text);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.paper.addEventListener("change", this.changed);
    this.visibility.start();
    if (typeof this.opener.waiting === "object") this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.visibility.stop();
    this.isLoading = false;
    this.paper.removeEventListener("change", this.changed);
    this.runner.playback.stop();
    this.actions.flush(); // its frame would find the figure gone
    this.acts?.stop();
    this.runner.results.destroy();
    for (const part of [this.preview, this.viewHost, this.menu, this.arithmetic]) part?.destroy();
    this.preview = this.viewHost = this.menu = this.arithmetic = undefined;
  }

  /** Once the figure is seen, or a scene is set: what its attribute says can wait until then. */
  private start(): void {
    if (this.isLoading) return;
    this.isLoading = true;
    // An empty attribute says that the scene comes later.
    load().then(() => this.opener.ready(this.getAttribute("scene") === ""), this.standIn);
  }

  private standIn = async (fault: Error): Promise<void> => {
    const { picture, why } = await import("./fallback");
    const sentence = await why(fault);
    this.instead = picture(sentence);
    this.failed(new Error(sentence));
  };

  private fire(type: string, detail?: unknown): void {
    // A host's error monitor takes every `error` that comes to its window for one of its own.
    const bubbles = type !== "error";
    this.dispatchEvent(new CustomEvent(type, { bubbles, composed: true, detail }));
  }

  get look(): string {
    const theme = this.store.scene?.theme ?? "auto";
    const dark = !this.paper.matches && (theme === "dark" || (theme === "auto" && this.around.isDark));
    return `figure${dark ? " dark" : ""}${this.menu?.look ?? ""}`;
  }

  pressed = (event: KeyboardEvent): void => press(event, this.actions, this.step, () => this.menu?.project());

  override render() {
    return template(this);
  }

  override updated(): void {
    const { scene } = this.store;
    const { result } = this.runner.results;
    if (!result || !scene || !this.isConnected) return;
    if (result !== this.drawn) this.preview?.forget();
    this.drawn = result;
    const { chosen, step, revealed, log } = this.state;
    this.viewHost ??= new ViewHost(this.shadowRoot!, this.runner.results, this.actions);
    this.viewHost.show(result, {
      scene,
      chosen,
      step,
      revealed,
      log,
      rate: this.actions.rate,
      pinned: this.menu?.pinned ?? [],
      isLocked: (name) => scene.lock?.includes(name) ?? false,
    });
    this.showMore(scene, this.viewHost);
  }

  private showMore(scene: ShownScene, viewHost: ViewHost): void {
    const { more, actions } = this;
    if (!more) {
      this.moreComing ??= import("./more").then(
        (more) => {
          adopt(this.shadowRoot!.querySelector(".figure")!, more.moreSheet);
          this.more = more;
          this.changed();
        },
        (fault: Error) => actions.failed(loadingText.partOfFigureNotLoaded({ why: fault.message })),
      );
      return;
    }
    const open = (scene: ShownScene) => this.opener.openByHand(scene, {});
    this.acts ??= new more.Acts(this.state, this.store, this.runner, this.changed);
    this.preview ??= new more.Preview(this.shadowRoot!.querySelector(".figure")!, viewHost, actions.failed);
    this.arithmetic ??= new more.Arithmetic(viewHost.results, this.changed, actions.failed);
    this.menu ??= new more.Menu(this, viewHost, { open, carry: actions.carry });
    this.menu.show(scene, isShown("menu", scene));
  }
}
