/** The row at the foot of a figure: what one does with it, and the runs pinned for comparison. */
import { html, render } from "lit";
import { home } from "../engine/assets";
import { same } from "../scene/copy";
import type { DrawnFigure } from "../views/view";
import { engine, loadWhole } from "../engine/loading";
import type { Scene } from "../engine/loading";
import type { ShownScene } from "../scene/shown-scene";
import { Exporting, exportingStyle } from "../export/panel";
import { MOST_PINS, nameOf, pinList, Pins, pinsStyle } from "./pins";
import type { Share } from "../share/dialog";
import { isShown, VIEWS } from "../views";
import { isOffered, shownWith } from "../views/offers";
import type { Recorded } from "../views/shared/plot";
import { adopt } from "../views/shared/adopt";
import { menuText } from "../text/en/menu";

/** The figure it stands in. */
interface Figure {
  readonly shadowRoot: ShadowRoot | null;
  readonly address: string;
  page?: string;
  scene?: Scene;
  requestUpdate(): void;
}

interface Events {
  /** Opens another scene. */
  open(scene: ShownScene): void;
  /** Changes what the scene carries along. */
  carry(part: { views?: string[]; pins?: ShownScene["pins"] }): void;
}

export class Menu {
  private pins: Pins;
  private exporting: Exporting;
  private scene!: ShownScene;
  private rowShown = true;
  private share?: Share;
  private failed = ""; // loading a part of it

  constructor(
    private figure: Figure,
    private viewHost: DrawnFigure,
    private events: Events,
  ) {
    adopt(figure.shadowRoot!.querySelector(".menu")!, sheet);
    this.pins = new Pins(viewHost.results, () => figure.requestUpdate());
    this.exporting = new Exporting(figure, viewHost);
  }

  /** `row`: whether what one can do is shown, and not only the pins. */
  show(scene: ShownScene, row: boolean): void {
    this.scene = scene;
    this.rowShown = row;
    this.pins.show(scene);
    this.render();
  }

  /** Losses of pinned runs that can be compared with the one on show. */
  get pinned(): readonly Recorded[] {
    return this.pins.compared;
  }

  /** Classes of the figure. */
  get look(): string {
    return this.exporting.look;
  }

  project(): void {
    this.exporting.project();
  }

  destroy(): void {
    this.pins.destroy();
  }

  private render(): void {
    const { scene } = this;
    const pins = scene.pins ?? [];
    const pinned = pins.some(({ experiment }) => same(experiment, scene.experiment));
    const full = pins.length >= MOST_PINS;
    const why = pinned
      ? menuText.pinnedAlready
      : full
        ? menuText.mostPins({ most: MOST_PINS })
        : menuText.pinHelp;
    const { result } = this.viewHost.results;
    const closer = VIEWS.filter((view) => view.onRequest !== null && isOffered(view, result!));
    const host = this.figure.shadowRoot!.querySelector<HTMLElement>(".menu")!;
    render(
      html`${pinList(this.pins, scene, {
          go: (experiment) => this.events.open({ ...this.scene, experiment }),
          keep: (pins) => this.keepPins(pins),
        })}
        <div
          class="row"
          role="group"
          aria-label=${menuText.lookCloser}
          ?hidden=${!this.rowShown || !closer.length}
        >
          <span>${menuText.lookCloserAt}</span>
          ${closer.map(
            ({ id, onRequest }) =>
              html`<button type="button" aria-pressed=${isShown(id, scene)} @click=${() => this.toggle(id)}>
                ${onRequest}
              </button>`,
          )}
        </div>
        <div class="row" ?hidden=${!this.rowShown}>
          <button type="button" title=${why} ?disabled=${pinned || full} @click=${() => this.pin()}>
            ${menuText.pinThisRun}
          </button>
          <button type="button" aria-haspopup="dialog" @click=${() => this.openShare()}>
            ${menuText.share}
          </button>
          ${this.exporting.projector()} ${this.exporting.panel()}
          ${this.failed ? html`<p role="alert">${this.failed}</p>` : ""}
        </div>
        <div class="share-host"></div>
        ${this.exporting.printed()}`,
      host,
    );
  }

  private toggle(view: string): void {
    const { scene } = this;
    const views = shownWith(view, !isShown(view, scene), scene, engine.sceneNames().views);
    this.events.carry({ views });
  }

  private pin(): void {
    const { experiment, pins = [] } = this.scene;
    this.pins.know(experiment, this.viewHost.results.result!);
    const name = nameOf(experiment, pins.map(({ experiment }) => experiment)); // prettier-ignore
    this.keepPins([...pins, { name, experiment }]);
  }

  private keepPins(pins: NonNullable<ShownScene["pins"]>): void {
    this.events.carry({ pins: pins.length ? pins : undefined });
  }

  private async openShare(): Promise<void> {
    try {
      const [{ Share }] = await Promise.all([import("../share/dialog"), loadWhole()]);
      const host = this.figure.shadowRoot!.querySelector<HTMLElement>(".share-host")!;
      this.share ??= new Share(this.figure, host);
      this.share.open(this.viewHost.results.result!, engine.sceneNames(), home());
      this.failed = "";
    } catch (fault) {
      this.failed = menuText.sharingNotLoaded({ why: (fault as Error).message });
    }
    this.render();
  }
}

const menuStyle = `
.menu { display: flex; flex-direction: column; gap: 10px; font-size: 14px; }
.menu .row { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; }
.menu .row button { min-height: 30px; font-size: 14px; }
.menu .row span { color: var(--quiet); }
.menu .row button[aria-pressed="true"] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.menu .row p { margin: 0; color: var(--thrown-text); }
@container figure (max-width: 760px) {
  .menu .row button { min-height: 44px; }
}
`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(menuStyle + pinsStyle + exportingStyle);
