/** How a figure is put into other people's pages: what of it is shown and locked, and what to write there. */
import { html, nothing, render, type TemplateResult } from "lit";
import type { Result } from "../engine/results";
import type { Scene } from "../engine/loading";

import { isShown, VIEWS } from "../views";
import { isOffered, shownWith } from "../views/offers";
import { snippetList, snippetsStyle } from "./copy";
import { base, snippets } from "./snippets";
import { shareText } from "../text/en/share";
import { marked } from "../util/marked";

/** Where the engine's names say too little. */
const LOCKS: Record<string, string> = shareText.locks;

interface SceneNames {
  views: string[];
  lock: string[];
}

/** The figure that is shared. */
interface Figure {
  readonly shadowRoot: ShadowRoot | null;
  readonly address: string;
  scene?: Scene;
}

const quiet = (event: Event) => event.stopPropagation(); // the preview's events are not the figure's

export class Share {
  private scene!: Scene;
  private names!: SceneNames;
  private home!: string | null;
  private result!: Result;
  private address = ""; // of the scene as it is shown
  private height = 0;
  private size = new ResizeObserver(([entry]) => this.measured(entry!.contentRect.height));

  constructor(
    private figure: Figure,
    private host: HTMLElement,
  ) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(dialogStyle + snippetsStyle);
    figure.shadowRoot!.adoptedStyleSheets.push(sheet);
  }

  open(result: Result, names: SceneNames, home: string | null): void {
    Object.assign(this, { result, names, home });
    this.scene = this.figure.scene!;
    this.address = this.figure.address;
    this.render();
    const dialog = this.host.querySelector("dialog")!;
    if (!dialog.open) dialog.showModal();
    this.preview();
    this.size.observe(dialog.querySelector(".preview")!);
  }

  private closed = () => {
    this.size.disconnect();
    render(nothing, this.host); // nothing goes on walking in it
  };

  /** A height in tens, with the room around a figure that is alone in its page. */
  private measured(height: number): void {
    const tens = Math.ceil((height + 16) / 10) * 10;
    if (tens === this.height) return;
    this.height = tens;
    this.render();
  }

  private change(part: Partial<Scene>): void {
    this.scene = { ...this.scene, ...part };
    for (const key of Object.keys(part) as (keyof Scene)[])
      if (this.scene[key] === undefined) delete this.scene[key];
    this.preview();
    this.render();
  }

  /** Not by the template, which would set it anew at every render. */
  private preview(): void {
    this.host.querySelector("learning-rate-playground")!.scene = this.scene;
  }

  private render(): void {
    const { address, known } = base(this.home);
    const ran = (event: Event) => {
      quiet(event);
      this.address = (event.target as unknown as Figure).address;
      this.render();
    };
    render(
      html`<dialog class="share-dialog" aria-labelledby="share-title" @close=${this.closed}>
        <header>
          <h2 id="share-title">${shareText.shareThisFigure}</h2>
          <form method="dialog"><button aria-label=${shareText.close}>×</button></form>
        </header>
        <div class="sides">
          <div>
            <div class="settings">${this.settings()}</div>
            <h3>${shareText.whatToWrite}</h3>
            ${known ? nothing : html`<p>${marked(shareText.notOnTheWeb({ address }))}</p>`}
            ${
              this.address
                ? snippetList(snippets(this.address, address, this.height))
                : html`<p>${shareText.tableTooLarge}</p>`
            }
          </div>
          <div>
            <h3>${shareText.whatWillBeShown}</h3>
            <div class="preview" @run=${ran} @view=${ran} @error=${quiet}>
              <learning-rate-playground scene=""></learning-rate-playground>
            </div>
          </div>
        </div>
      </dialog>`,
      this.host,
    );
  }

  private settings(): TemplateResult {
    const { scene, names } = this;
    // In the engine's order.
    const views = names.views.map((name) => VIEWS.find(({ id }) => id === name)!);
    const offered = views.filter((view) => isOffered(view, this.result));
    const show = (name: string, on: boolean) =>
      this.change({ views: shownWith(name, on, scene, names.views) });
    const locked = scene.lock ?? [];
    const lock = (name: string, on: boolean) => {
      const wanted = names.lock.filter((one) => (one === name ? on : locked.includes(one)));
      this.change({ lock: wanted.length ? wanted : undefined });
    };
    const box = (word: string, checked: boolean, set: (on: boolean) => void, wide = false) =>
      html`<label class="check ${wide ? "wide" : ""}"
        ><input
          type="checkbox"
          .checked=${checked}
          @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
        />${word}</label
      >`;
    const text = (label: string, key: "question" | "answer", hint: string) =>
      html`<label class="line"
        ><span class="name">${label}</span
        ><input
          autocomplete="off"
          placeholder=${hint}
          .value=${scene[key] ?? ""}
          @change=${(event: Event) => this.change({ [key]: (event.target as HTMLInputElement).value || undefined })}
      /></label>`;
    const last = Math.max(...this.result.run.hikers.map(({ loss }) => loss.length)) - 1;
    const wait = (event: Event) => {
      const step = Math.round(Number((event.target as HTMLInputElement).value));
      this.change({ paused: Math.min(last, Math.max(0, step || 0)) });
    };
    const unit = this.result.experiment.epochs === undefined ? "step" : "epoch";
    return html`<fieldset>
        <legend>${shareText.shown}</legend>
        ${offered.map(({ id, label }) => box(label, isShown(id, scene), (on) => show(id, on)))}
      </fieldset>
      <fieldset>
        <legend>${shareText.locked}</legend>
        ${names.lock.map((name) => box(LOCKS[name] ?? name, locked.includes(name), (on) => lock(name, on)))}
      </fieldset>
      <fieldset>
        <legend>${shareText.asked}</legend>
        ${text(shareText.question, "question", shareText.questionSuch)}
        ${text(shareText.answer, "answer", shareText.answerSuch)}
        ${box(shareText.waits, scene.paused !== undefined, (on) => this.change({ paused: on ? 0 : undefined }), true)}
        ${
          scene.paused === undefined
            ? nothing
            : html`<label
                ><span class="name">${shareText.waitsAt[unit]}</span
                ><input
                  class="number"
                  inputmode="numeric"
                  autocomplete="off"
                  .value=${String(scene.paused)}
                  @change=${wait}
              /></label>`
        }
      </fieldset>
      <fieldset>
        <legend>${shareText.colours}</legend>
        <select
          aria-label=${shareText.colours}
          @change=${(event: Event) => {
            const theme = (event.target as HTMLSelectElement).value as Scene["theme"];
            this.change({ theme: theme === "auto" ? undefined : theme });
          }}
        >
          ${[
            ["auto", shareText.coloursOfDevice],
            ["light", shareText.light],
            ["dark", shareText.dark],
          ].map(
            ([theme, words]) =>
              html`<option value=${theme} ?selected=${theme === (scene.theme ?? "auto")}>${words}</option>`,
          )}
        </select>
      </fieldset>`;
  }
}

const dialogStyle = `
.share-dialog {
  box-sizing: border-box;
  width: min(1240px, 100vw - 24px);
  max-width: none;
  max-height: calc(100dvh - 24px);
  padding: 0 24px 24px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--paper);
  color: var(--ink);
  overscroll-behavior: contain;
}
.share-dialog::backdrop { background: rgb(0 0 0 / 0.45); }
.share-dialog header {
  position: sticky;
  z-index: 2;
  top: 0;
  display: flex;
  align-items: center;
  padding: 12px 0;
  background: var(--paper);
}
.share-dialog h2 { margin: 0; font-size: 20px; font-weight: 600; }
.share-dialog h3 { margin: 0 0 8px; font-size: 15px; font-weight: 600; }
.share-dialog header form { margin-left: auto; }
.share-dialog header button { width: 34px; padding: 0; font-size: 18px; }
.share-dialog p { margin: 0 0 12px; max-width: 72ch; }
.share-dialog .sides { display: grid; gap: 24px 32px; grid-template-columns: 360px minmax(0, 1fr); }
.share-dialog .settings { display: flex; flex-direction: column; gap: 16px; margin-bottom: 20px; font-size: 14px; }
.share-dialog fieldset { display: grid; grid-template-columns: 1fr 1fr; gap: 0 14px; }
.share-dialog :is(.line, .wide, select) { grid-column: 1 / -1; }
.share-dialog label.check { min-height: 28px; }
.share-dialog legend { margin-bottom: 4px; padding: 0; font-size: 15px; font-weight: 600; }
.share-dialog .line { margin-bottom: 6px; }
.share-dialog .line .name { flex: none; width: 5em; }
.share-dialog .line input {
  flex: 1;
  min-width: 0;
  height: 32px;
  box-sizing: border-box;
  padding: 0 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--panel);
}
.share-dialog .preview { padding: 12px; border: 1px dashed var(--line); border-radius: 6px; }
@media (max-width: 900px) {
  .share-dialog { padding: 0 16px 20px; }
  .share-dialog .sides { grid-template-columns: minmax(0, 1fr); }
  .share-dialog .line input { height: 44px; }
  .share-dialog label.check { min-height: 40px; }
  .share-dialog header button { width: 44px; }
}
`;
