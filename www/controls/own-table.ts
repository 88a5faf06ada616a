/** The reader's own table as data: pasted, dropped or opened, read in a worker, and its columns picked. */
import { html, nothing, type PropertyValues } from "lit";
import { InFigure } from "./in-figure";
import { JobQueue } from "../engine/queue";
import { MOST_IN_LINK } from "../scene/data-size";
import type { CsvChoices, CsvColumns, Data, Scene } from "../engine/loading";
import { ownTableText } from "../text/en/own-table";

const LONG = 200_000; // characters from which on a text is held without being shown: a field that long is slow
const LARGEST = 100_000_000; // bytes of a file; a million values need far less
const MOST_COLUMNS = 1000; // to choose from
const REST = 300; // milliseconds after the last key

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  own-table {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    min-width: 0;
  }
  own-table[open] {
    flex: 1 0 100%;
  }
  /* The fields of the data set that it may replace. */
  fieldset:has(> own-table[open]) > label:not(:first-child) {
    display: none;
  }
  own-table .panel {
    box-sizing: border-box;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    width: 100%;
    max-width: 640px;
    padding: 12px 14px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--panel);
  }
  own-table .panel.over {
    border-color: var(--focus);
  }
  own-table p {
    margin: 0;
  }
  own-table .paste {
    display: grid;
    gap: 4px;
  }
  own-table textarea {
    box-sizing: border-box;
    width: 100%;
    padding: 6px 8px;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--paper);
    color: inherit;
    font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace;
    white-space: pre;
    resize: vertical;
  }
  own-table :is(textarea, input[type="file"]):focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  own-table .file {
    flex-wrap: wrap;
  }
  own-table input[type="file"] {
    min-width: 0;
    max-width: 100%;
  }
  own-table ::file-selector-button {
    min-height: 32px;
    margin-right: 8px;
    padding: 0 12px;
    border: 1px solid var(--line);
    border-radius: 16px;
    background: var(--paper);
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  own-table .wrong {
    padding-left: 10px;
    border-left: 4px solid var(--thrown);
    overflow-wrap: anywhere;
  }
  own-table .features,
  own-table .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
  }
  own-table .features {
    max-height: 190px;
    overflow-y: auto;
    padding: 2px;
  }
  own-table :is(label, select) {
    min-width: 0;
    max-width: 100%;
  }
  own-table .check {
    overflow-wrap: anywhere;
  }
  own-table .check input {
    flex: none;
  }
  own-table .walk {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--paper);
  }
  @container figure (max-width: 760px) {
    own-table ::file-selector-button,
    own-table label.check {
      min-height: 44px;
    }
  }
`);

export class OwnTable extends InFigure {
  protected override readonly sheet = sheet;

  static override properties = {
    open: { type: Boolean, reflect: true },
    value: { attribute: false },
    set: { attribute: false },
  };
  /** Whether columns are being chosen. */
  declare open: boolean;
  /** The data the figure has. */
  declare value: Data;
  declare set: (table: Data) => void;

  private text = "";
  private held = ""; // what a text too long for the field is called
  private columns?: CsvColumns;
  private features = new Set<number>();
  private target = 0;
  private choices: CsvChoices = {};
  private fault = "";
  private over = false;
  private picks = false; // what is asked for: data of the columns picked, or first the columns
  private leaving = false; // by one of the panel's buttons
  private timer = 0;
  private reading = new JobQueue(
    "csv",
    (piece) => {
      if ("columns" in piece) this.offer(piece.columns);
      else {
        this.leaving = true;
        this.set(piece.table);
      }
      this.requestUpdate();
    },
    (fault) => (this.picks ? this.refuse(fault) : this.drop(fault)),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.timer = 0;
    this.reading.destroy();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated || !changed.has("value")) return;
    const name = (data?: Data) => (data as { name?: string } | undefined)?.name;
    if (this.leaving || name(this.value) !== name(changed.get("value"))) this.open = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.get("open") || this.open || !this.leaving) return;
    this.leaving = false;
    (this.querySelector("button") ?? this.menu).focus();
  }

  private get menu(): HTMLSelectElement {
    return this.closest("fieldset")!.querySelector("select")!;
  }

  private get field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  private refuse(fault: string): void {
    this.fault = fault;
    this.requestUpdate();
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.take(this.field.value), REST);
    this.requestUpdate();
  }

  private pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (text.length <= LONG) return;
    event.preventDefault();
    this.take(text, ownTableText.pastedTable);
  }

  /** Asks for the columns of a text; `name` is what it is called where it is too long to be shown. */
  private take(text: string, name = ""): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.held =
      text.length > LONG
        ? ownTableText.notShown({
            name: name || ownTableText.table,
            megabytes: (text.length / 1e6).toFixed(1),
          })
        : "";
    this.field.value = this.held ? "" : text;
    this.text = text;
    this.fault = "";
    this.picks = false;
    this.reading.ask({ text, pick: null });
    this.requestUpdate();
  }

  private async takeFile(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > LARGEST) {
      const [megabytes, most] = [Math.round(file.size / 1e6), LARGEST / 1e6];
      this.drop(ownTableText.fileTooLarge({ name: file.name, megabytes, most }));
      return;
    }
    try {
      this.take(await file.text(), file.name);
    } catch {
      this.drop(ownTableText.fileNotRead({ name: file.name }));
    }
  }

  /** What was there before is no longer offered beside a fault. */
  private drop(fault: string): void {
    this.reading.forget();
    this.columns = undefined;
    this.refuse(fault);
  }

  /** At first the last column is what is learnt, from all other columns of numbers. */
  private offer(columns: CsvColumns): void {
    const { names, numeric } = columns;
    if (names.length > MOST_COLUMNS) {
      this.drop(ownTableText.tooManyColumns({ columns: names.length, most: MOST_COLUMNS }));
      return;
    }
    const same = names.join("\n") === this.columns?.names.join("\n");
    this.columns = columns;
    if (!same) {
      this.target = names.length - 1;
      this.features = new Set([...names.keys()].filter((i) => !isPoor(columns, i)));
      this.choices = {};
    }
    for (const i of names.keys()) if (!numeric[i] || i === this.target) this.features.delete(i);
  }

  private tick(i: number, on: boolean): void {
    if (on) this.features.add(i);
    else this.features.delete(i);
    this.fault = "";
    this.requestUpdate();
  }

  private aim(target: number): void {
    this.target = target;
    this.tick(target, false);
  }

  /** What of the columns picked is still a question. */
  private get question() {
    const { columns = [] } = this.columns ?? {};
    const open = [this.target, ...this.features].find((i) => columns[i]?.question);
    return open === undefined ? undefined : { name: this.columns!.names[open]!, ...columns[open]!.question! };
  }

  private choose(choices: CsvChoices): void {
    this.choices = { ...this.choices, ...choices };
    this.fault = "";
    this.requestUpdate();
  }

  private walk(): void {
    const { scene } = (this.getRootNode() as ShadowRoot).host as HTMLElement & { scene: Scene };
    this.fault = "";
    const features = [...this.features].sort((a, b) => a - b);
    this.picks = true;
    this.reading.ask({
      text: this.text,
      pick: { features, target: this.target, choices: this.choices, scene },
    });
    this.requestUpdate();
  }

  private close(): void {
    const { name } = this.value as { name?: string };
    if (name) this.menu.value = name;
    this.leaving = true;
    this.open = false;
  }

  protected override render() {
    if (this.open) return this.panel();
    if ("name" in this.value) return nothing;
    const { X } = this.value as { X: ArrayLike<ArrayLike<number>> };
    const choose = async () => {
      this.open = true;
      await this.updateComplete;
      this.field.focus();
    };
    return html`<span>${ownTableText.ownNumbers({ rows: X.length, features: X[0]!.length })}</span>
      <button type="button" class="quiet" @click=${choose}>${ownTableText.chooseOthers}</button>`;
  }

  private panel() {
    const hover = (over: boolean) => (event: DragEvent) => {
      if (!event.dataTransfer!.types.includes("Files")) return; // text lands in the field by itself
      event.preventDefault();
      this.over = over;
      this.requestUpdate();
    };
    const dropped = (event: DragEvent) => {
      const { files } = event.dataTransfer!;
      this.over = false;
      if (files.length === 0) return;
      event.preventDefault();
      void this.takeFile(files[0]);
    };
    const opened = (event: Event) => {
      const input = event.target as HTMLInputElement;
      void this.takeFile(input.files![0]);
    };
    // The same file, edited meanwhile, can be opened again.
    const anew = (event: Event) => {
      (event.target as HTMLInputElement).value = "";
    };
    const reading = this.timer > 0 || this.reading.isBusy;
    return html`<div
      class="panel ${this.over ? "over" : ""}"
      role="group"
      aria-label=${ownTableText.ownTable}
      @dragover=${hover(true)}
      @dragleave=${hover(false)}
      @drop=${dropped}
    >
      <label class="paste"
        ><span>${ownTableText.paste}</span>
        <textarea
          rows="6"
          autocomplete="off"
          spellcheck="false"
          placeholder=${ownTableText.suchAs}
          @input=${this.typed}
          @paste=${this.pasted}
        ></textarea>
      </label>
      <label class="file"
        ><span>${ownTableText.orOpen}</span>
        <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" @click=${anew} @change=${opened} />
      </label>
      <p class="name">${ownTableText.staysHere({ most: MOST_IN_LINK })}</p>
      ${this.held ? html`<p>${this.held}</p>` : nothing}
      ${this.fault ? html`<p class="wrong" role="alert">${this.fault}</p>` : nothing}
      ${this.columns ? this.picking(this.columns) : nothing}
      <div class="row">
        <button
          type="button"
          class="walk"
          ?disabled=${reading || !this.columns || (this.question && !this.choices.decimal)}
          @click=${this.walk}
        >
          ${ownTableText.walkOnIt}
        </button>
        <button type="button" @click=${this.close}>${ownTableText.cancel}</button>
        <span class="name" role="status">${reading ? ownTableText.reading : ""}</span>
      </div>
    </div>`;
  }

  private picking(table: CsvColumns) {
    const { names, numeric, rows } = table;
    return html`<div class="row">
        <label
          ><span class="name">${ownTableText.target}</span>
          <select @change=${(event: Event) => this.aim(Number((event.target as HTMLSelectElement).value))}>
            ${names.map((name, i) => html`<option value=${i} ?selected=${i === this.target}>${name}</option>`)}
          </select></label
        >
        <span class="name">${ownTableText.ofRows({ rows })}</span>
      </div>
      <div class="features" role="group" aria-label=${ownTableText.features}>
        <span class="name">${ownTableText.features}</span>
        ${names.map((name, i) =>
          numeric[i]
            ? html`<label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.features.has(i)}
                  ?disabled=${i === this.target}
                  @change=${(event: Event) => this.tick(i, (event.target as HTMLInputElement).checked)}
                />${name}</label
              >`
            : nothing,
        )}
      </div>
      ${this.asked()} ${this.lacking(table)} ${this.said(table)}`;
  }

  private asked() {
    const { question } = this;
    if (!question) return nothing;
    const { point, comma } = question;
    return html`<div class="row" role="radiogroup" aria-label=${ownTableText.which(question)}>
      <span>${ownTableText.which(question)}</span>
      ${([".", ","] as const).map(
        (decimal) =>
          html`<label class="check"
            ><input
              type="radio"
              name="decimal"
              .checked=${this.choices.decimal === decimal}
              @change=${() => this.choose({ decimal })}
            />${decimal === "." ? point : comma}</label
          >`,
      )}
    </div>`;
  }

  /** How many rows go, and what else could become of them. */
  private lacking({ names, columns, rows }: CsvColumns) {
    const missing = (i: number) => columns[i]!.missing;
    const features = [...this.features].filter((i) => missing(i).length > 0).sort((a, b) => a - b);
    const fill = this.choices.missing === "mean";
    const gone = new Set([this.target, ...(fill ? [] : features)].flatMap(missing));
    const counts = [this.target, ...features]
      .filter((i) => missing(i).length > 0)
      .map((i) => ({ name: names[i]!, missing: missing(i).length }));
    if (counts.length === 0) return nothing;
    const menu = html`<label
      ><span class="name">${ownTableText.missingValues}</span>
      <select
        @change=${(event: Event) =>
          this.choose({ missing: (event.target as HTMLSelectElement).value as "rows" | "mean" })}
      >
        ${(["rows", "mean"] as const).map(
          (missing) =>
            html`<option value=${missing} ?selected=${(missing === "mean") === fill}>
              ${ownTableText.becomes[missing]}
            </option>`,
        )}
      </select></label
    >`;
    return html`<p>${ownTableText.lacking(counts)} ${ownTableText.leftOut({ gone: gone.size, rows })}</p>
      ${features.length > 0 ? html`<div class="row">${menu}</div>` : nothing}`;
  }

  /** What was read in another way than as it stands, and which columns are not picked. */
  private said(table: CsvColumns) {
    const { names, columns } = table;
    const read = [...this.features, this.target]
      .sort((a, b) => a - b)
      .flatMap((i) => {
        const { signs, thousands, decimal } = columns[i]!;
        const plain = signs.length === 0 && thousands === null && decimal !== ",";
        return plain ? [] : ownTableText.readAs({ name: names[i]!, signs, thousands, decimal });
      });
    const out = [...names.keys()].flatMap((i) => {
      if (i === this.target || this.features.has(i)) return [];
      const { kind, counts, missing } = columns[i]!;
      const name = names[i]!;
      if (kind !== "numbers") return ownTableText.notOffered[kind]({ name });
      if (counts) return ownTableText.countsRows({ name });
      return isPoor(table, i) ? ownTableText.mostlyMissing({ name, missing: missing.length }) : [];
    });
    return html`${read.length > 0 ? html`<p>${ownTableText.readSo(read)}</p>` : nothing}
    ${out.length > 0 ? html`<p class="name">${ownTableText.notPicked(out)}</p>` : nothing}`;
  }
}

/** What is no feature at first: a count of the rows, and what is mostly missing. */
const isPoor = ({ columns, rows }: CsvColumns, i: number): boolean =>
  columns[i]!.counts || 2 * columns[i]!.missing.length > rows;

customElements.define("own-table", OwnTable);
