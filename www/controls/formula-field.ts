/** The field of a formula: what is refused stays in it and is marked, and a new letter is asked for its value. */
import { html, nothing, type PropertyValues } from "lit";
import { InFigure } from "./in-figure";
import { wholeEngine } from "../engine/loading";
import type { Arg, Fault } from "../engine/loading";
import { readNumber } from "../util/read-number";
import { formulaFieldText } from "../text/en/formula-field";

/** What is typed and not walked on. The figure says so. */
export interface Draft {
  sentence: string;
  /** Whether something is wrong with it. */
  isWrong: boolean;
  /** Goes back to what the figure shows. */
  drop(): void;
  /** Called once it is over; the figure sets it. */
  ended?(): void;
}

/** Takes a formula and the values of letters in it; what is wrong with it is returned. */
export type SetFormula = (formula: string, numbers: Record<string, number>) => Error | undefined;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  formula-field {
    display: contents;
  }
  formula-field p {
    flex: 1 0 100%;
    min-width: 0;
    margin: 0;
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  formula-field .refused {
    padding-left: 10px;
    border-left: 4px solid var(--thrown);
    color: inherit;
  }
  formula-field code {
    display: block;
    font: 13px/1.6 ui-monospace, Menlo, Consolas, monospace;
    white-space: pre-wrap;
  }
  formula-field mark {
    background: var(--thrown);
    color: var(--paper);
  }
`);

let count = 0;

export class FormulaField extends InFigure {
  protected override readonly sheet = sheet;

  static override properties = {
    arg: { attribute: false },
    value: { attribute: false },
    taken: { attribute: false },
    set: { attribute: false },
  };
  declare arg: Arg;
  /** The formula that the figure shows. */
  declare value: string;
  /** Names that no letter may have. */
  declare taken: string[];
  declare set: SetFormula;

  private readonly hint = `formula-${++count}`;
  private text?: string; // typed, and not walked on
  private fault?: Fault;
  private asked: string[] = []; // letters without a value
  private numbers = new Map<string, number | undefined>();
  private draft?: Draft;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.drop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && changed.has("value")) this.drop();
  }

  private get heading(): string {
    return `${this.arg.name}(${this.arg.variables!.join(", ")}) =`;
  }

  private letters(formula: string): string[] {
    return wholeEngine()!
      .formulaParameters(formula, this.arg.variables!)
      .map(({ name }) => name);
  }

  private typed(field: HTMLInputElement): void {
    const text = field.value;
    if (text === this.value) return this.drop();
    this.text = text;
    this.fault = undefined;
    try {
      const known = this.letters(this.value);
      this.asked = this.letters(text).filter((letter) => !known.includes(letter));
    } catch (fault) {
      this.refuse(fault as Fault);
      return;
    }
    this.walk();
    if (this.asked.length && this.contains((this.getRootNode() as ShadowRoot).activeElement))
      void this.updateComplete.then(() => this.querySelector<HTMLInputElement>("input.number")?.focus());
  }

  private give(letter: string, text: string): void {
    const number = readNumber(text);
    this.numbers.set(letter, typeof number === "number" && Number.isFinite(number) ? number : undefined);
    this.walk();
  }

  /** Has the formula walked once every letter has a value; a name that is not to be had needs none to be refused. */
  private walk(): void {
    const { asked, numbers, taken } = this;
    const open = asked.filter((letter) => numbers.get(letter) === undefined);
    if (open.length && !asked.some((letter) => taken.includes(letter))) {
      this.tell(formulaFieldText.valuesFirst({ letters: open }), false);
      return;
    }
    const given = Object.fromEntries(asked.map((letter) => [letter, numbers.get(letter) ?? 1]));
    const fault = this.set(this.text!, open.length ? {} : given);
    if (fault) this.refuse(fault as Fault);
    else this.drop();
  }

  private refuse(fault: Fault): void {
    this.fault = fault;
    this.tell(fault.message, true);
    const { column } = fault.params ?? {};
    if (typeof column !== "number") return;
    const before = [...this.text!].slice(0, column - 1).join("").length;
    this.querySelector<HTMLInputElement>("input.formula")!.setSelectionRange(before, before + 1);
  }

  /** Has the figure say that it still shows what it did. */
  private tell(why: string, isWrong: boolean): void {
    const hasHead = this.value.includes("="); // typed with it
    const formula = hasHead ? this.value : `${this.heading} ${this.value}`;
    const still = formulaFieldText.stillShows({ formula });
    this.end();
    this.draft = { sentence: `${why} ${still}`, isWrong, drop: () => this.drop() };
    this.dispatchEvent(new CustomEvent<Draft>("draft", { bubbles: true, detail: this.draft }));
    this.requestUpdate();
  }

  private end(): void {
    const { draft } = this;
    this.draft = undefined;
    draft?.ended?.();
  }

  private drop(): void {
    this.text = this.fault = undefined;
    this.asked = [];
    this.numbers.clear();
    this.end();
    const field = this.querySelector<HTMLInputElement>("input.formula");
    if (field) field.value = this.value;
    this.requestUpdate();
  }

  protected override render() {
    const { arg, value, text = value, fault, hint } = this;
    return html`<label class="field" title=${arg.help}
        ><span class="name">${this.heading}</span
        ><input
          class="formula"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${fault ? "true" : "false"}
          aria-describedby=${hint}
          .value=${text}
          @change=${({ target }: Event) => this.typed(target as HTMLInputElement)}
      /></label>
      ${fault ? nothing : this.asked.map((letter) => this.question(letter))}
      <p id=${hint} class=${fault ? "refused" : ""} ?hidden=${!fault && !this.remarks}>
        ${fault ? html`${this.marked(text, fault.params?.column)}${fault.message}` : this.remarks}
      </p>`;
  }

  private question(letter: string) {
    return html`<label class="field"
      ><span class="name">${letter}</span
      ><input
        class="number"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        @change=${({ target }: Event) => this.give(letter, (target as HTMLInputElement).value)}
    /></label>`;
  }

  private marked(text: string, column: unknown) {
    if (typeof column !== "number") return nothing;
    const letters = [...text];
    const at = column - 1;
    const [before, after] = [letters.slice(0, at), letters.slice(at + 1)].map((part) => part.join(""));
    return html`<code>${before}<mark>${letters[at] ?? "\u00a0"}</mark>${after}</code>`;
  }

  /** What of the formula was read otherwise than it is written. */
  private get remarks(): string {
    try {
      return wholeEngine()!.formulaRemarks(this.text ?? this.value, this.arg.variables!);
    } catch {
      return ""; // a field of an engine that has not come whole, or a fault that is said already
    }
  }
}

customElements.define("formula-field", FormulaField);
