/** The controls of an experiment, made from the catalogue alone. */
import { html, nothing, type TemplateResult } from "lit";
import { lastOf, rateOf, settings } from "../scene/changes";
import { catalogue as told, engine, wholeEngine } from "../engine/loading";
import type { Arg, Argument, Catalogue, Chosen, Data, Entry, Experiment } from "../engine/loading";
import { copy } from "../scene/copy";
import { initially } from "../scene/initially";
import { optionOf } from "../util/option";
import { readNumber } from "../util/read-number";
import type { ShownChosen, ShownExperiment } from "../scene/shown-scene";
import type { SetFormula } from "./formula-field";
import type { OwnTable } from "./own-table";
import { controlsText } from "../text/en/controls";

/** What is wrong with the changed experiment is returned, and said. */
export type Change = (change: (experiment: Experiment) => void) => Error | undefined;

const words = (name: string) => name.replaceAll("_", " ");

type ShownArgument = ShownChosen[string];

const isChosen = (value: unknown): value is ShownChosen =>
  typeof value === "object" && value !== null && "name" in value;

/** What its formulas leave open, as arguments; nothing where a formula is wrong, which is said where it is run. */
function parameters(entry: Entry, chosen: ShownChosen): Arg[] {
  try {
    return entry.args.flatMap(({ type, name, variables }) =>
      type === "formula" ? wholeEngine()!.formulaParameters(chosen[name] as string, variables!) : [],
    );
  } catch {
    return [];
  }
}

/** Another formula has other parameters: numbers of those it no longer has go with the old one. */
function forget(entry: Entry, chosen: Chosen): void {
  const known = [
    "name",
    "interval",
    ...[...entry.args, ...parameters(entry, chosen)].map(({ name }) => name),
  ];
  for (const name of Object.keys(chosen)) if (!known.includes(name)) delete chosen[name];
}

/** What is inside a schedule made of others: `put` takes it changed. */
export type Nest = (
  catalogue: Catalogue,
  label: string,
  chosen: ShownChosen,
  locked: boolean,
  put: NonNullable<Menu["put"]>,
) => TemplateResult;

/** With an argument set, or left out, and numbers of it where it is a formula. */
export function withArgument(
  entry: Entry,
  chosen: ShownChosen,
  name: string,
  value: Argument | undefined,
  numbers?: Record<string, number>,
): Chosen {
  const changed = { ...copy(chosen), [name]: value, ...numbers };
  if (value === undefined) delete changed[name];
  forget(entry, changed);
  return changed;
}

export interface Menu {
  label: string;
  entries: Entry[];
  chosen: ShownChosen;
  locked: boolean;
  choose(entry: Entry, menu: HTMLSelectElement): void;
  /** Takes the chosen one as it has been changed inside. */
  put?(chosen: Chosen): Error | undefined;
  /** What is wrong with it is returned. */
  set(name: string, value: Argument | undefined, numbers?: Record<string, number>): Error | undefined;
  /** Takes a number of a formula while its slider moves, and when that is let go. */
  slide?(name: string, value: number, done: boolean): void;
  skip?: string;
  /** Entries that cannot be chosen, and why. */
  unfit?: Record<string, string>;
  more?: TemplateResult;
  nested?: Nest;
  /** What is made of the entries, by its number. */
  ready?: { from: { name: string; help: string }[]; take(i: number): void };
}

/** Beside the catalogue's data sets; what it opens comes when it is chosen. */
const OWN: Entry = { ...controlsText.ownTable, args: [] } as never;

/** A menu of entries, and a field for each argument of the one chosen. */
export function menu(
  catalogue: Catalogue,
  { label, entries, chosen, locked, choose, put, set, slide, skip, unfit = {}, more, nested, ready }: Menu,
): TemplateResult {
  const entry = entries.find(({ name }) => name === chosen.name)!;
  const change = (event: Event) => {
    const menu = event.target as HTMLSelectElement;
    const entry = entries.find(({ name }) => name === menu.value);
    if (entry) choose(entry, menu);
    else {
      const wanted = ready!.from.findIndex(({ name }) => name === menu.value);
      menu.value = chosen.name; // which is what it is made of
      ready!.take(wanted);
    }
  };
  return html`<fieldset ?disabled=${locked}>
    <label title=${entry.help}
      ><span class="name">${label}</span>
      <select @change=${change} .value=${chosen.name}>
        ${entries.map(({ name }) => optionOf(name, unfit, name === chosen.name))}
        ${
          ready
            ? html`<optgroup label=${controlsText.readyMade}>
                ${ready.from.map(({ name, help }) => html`<option value=${name} title=${help}>${name}</option>`)}
              </optgroup>`
            : nothing
        }
      </select></label
    >
    ${entry.args
      .filter((arg) => arg.name !== skip)
      .map((arg) =>
        arg.type === "data"
          ? data(catalogue, entry, arg, chosen[arg.name], locked, set)
          : arg.type === "schedulers"
            ? nested?.(catalogue, label, chosen, locked, put!)
            : arg.type === "formula"
              ? formula(entry, arg, chosen, (text, numbers) => set(arg.name, text, numbers))
              : field(arg, chosen[arg.name], (value) => set(arg.name, value)),
      )}
    ${parameters(entry, chosen).map(
      (arg) =>
        html`${field(arg, chosen[arg.name], (value) => set(arg.name, value))}${
          slide ? slider(arg, chosen[arg.name] as number | undefined, slide) : nothing
        }`,
    )}
    ${more}
  </fieldset>`;
}

const unfitData = new Map<string, Record<string, string>>(); // by the loss; asked for at every frame

/** The data sets that the loss cannot be of, and why not. */
function unfitFor(loss: string): Record<string, string> {
  const whole = wholeEngine();
  if (whole && !unfitData.has(loss)) unfitData.set(loss, whole.unfitData(loss));
  return unfitData.get(loss) ?? {};
}

function data(
  catalogue: Catalogue,
  loss: Entry,
  arg: Arg,
  value: ShownArgument,
  locked: boolean,
  set: (name: string, value: Argument) => Error | undefined,
): TemplateResult {
  const chosen = isChosen(value) ? value : { name: OWN.name };
  if (chosen !== value) void import("./own-table");
  // The one chosen may have other arguments than a menu starts with.
  const { [chosen.name]: _, ...unfit } = unfitFor(loss.name);
  return menu(catalogue, {
    label: controlsText.data,
    entries: [...catalogue.data, OWN],
    chosen,
    locked,
    unfit,
    choose: (wanted, menu) => {
      const own = wanted.name === OWN.name;
      menu.closest("fieldset")!.querySelector<OwnTable>("own-table")!.open = own;
      if (own) void import("./own-table");
      else if (wanted.name !== chosen.name) {
        menu.value = chosen.name; // what is refused does not stay there
        set(arg.name, initially(wanted, catalogue));
      }
    },
    set: (name, given) => set(arg.name, { ...copy(chosen), [name]: given }),
    more: html`<own-table .value=${value} .set=${(table: Data) => set(arg.name, table)}></own-table>`,
  });
}

function formula(entry: Entry, arg: Arg, chosen: ShownChosen, set: SetFormula): TemplateResult {
  void import("./formula-field");
  const taken = ["name", ...entry.args.map(({ name }) => name)];
  return html`<formula-field
    .arg=${arg}
    .value=${chosen[arg.name]}
    .taken=${taken}
    .set=${set}
  ></formula-field>`;
}

function field(arg: Arg, given: ShownArgument, set: (value: Argument | undefined) => void): TemplateResult {
  const value = given ?? arg.default ?? (arg.required ? arg.initial : "");
  if (arg.type === "boolean") {
    const toggled = (event: Event) => {
      const box = event.target as HTMLInputElement;
      const wanted = box.checked;
      box.checked = value as boolean; // what is refused does not stay in its field
      set(wanted);
    };
    return html`<label class="check" title=${arg.help}
      ><input type="checkbox" .checked=${value as boolean} @change=${toggled} />${words(arg.name)}</label
    >`;
  }
  if (arg.type === "choice") {
    const chosen = (event: Event) => {
      const menu = event.target as HTMLSelectElement;
      const wanted = menu.value;
      menu.value = value as string;
      set(wanted || undefined);
    };
    return html`<label title=${arg.help}
      ><span class="name">${words(arg.name)}</span>
      <select @change=${chosen} .value=${value as string}>
        ${arg.default === null ? html`<option value="" ?selected=${value === ""}>${arg.left_out}</option>` : nothing}
        ${arg.choices!.map((word) => html`<option value=${word} ?selected=${word === value}>${word}</option>`)}
      </select></label
    >`;
  }
  if (arg.type === "integers") {
    const text = (value as number[]).join(", ");
    const typed = (event: Event) => {
      const field = event.target as HTMLInputElement;
      const numbers = readList(field.value);
      field.value = text;
      set(numbers);
    };
    return html`<label class="field" title=${arg.help}
      ><span class="name">${words(arg.name)}</span
      ><input class="number" autocomplete="off" spellcheck="false" .value=${text} @change=${typed}
    /></label>`;
  }
  const several = Array.isArray(value);
  const parts = several ? value : [value];
  const shown = (part: unknown) => String(typeof part === "number" ? tidy(part) : part);
  const typed = (i: number) => (event: Event) => {
    const field = event.target as HTMLInputElement;
    const number = readNumber(field.value);
    field.value = shown(parts[i]);
    set(several ? (parts.map((part, j) => (i === j ? number : part)) as number[]) : number);
  };
  return html`<label class="field" title=${arg.help}
    ><span class="name">${words(arg.name)}</span>${parts.map(
      (part, i) =>
        html`<input
          class="number"
          inputmode="decimal"
          autocomplete="off"
          spellcheck="false"
          aria-label=${parts.length > 1 ? controlsText.partOf({ argument: words(arg.name), part: i + 1 }) : nothing}
          placeholder=${arg.left_out ?? nothing}
          .value=${shown(part)}
          @change=${typed(i)}
        />`,
    )}</label
  >`;
}

/** Wide enough for a number of a formula. */
const span = (x: number) => 5 * 10 ** Math.max(0, Math.ceil(Math.log10(Math.abs(x) / 5)));

function slider(arg: Arg, given: number | undefined, slide: NonNullable<Menu["slide"]>): TemplateResult {
  const value = given ?? (arg.default as number);
  const most = span(value);
  const moved = (done: boolean) => (event: Event) =>
    slide(arg.name, (event.target as HTMLInputElement).valueAsNumber, done);
  return html`<input
    type="range"
    aria-label=${controlsText.sliderOf({ argument: words(arg.name) })}
    min=${-most}
    max=${most}
    step=${most / 100}
    .value=${String(value)}
    @input=${moved(false)}
    @change=${moved(true)}
  />`;
}

/** A third is shown as 0.3333. */
const tidy = (x: number) => (String(x).length > 9 ? Number(x.toPrecision(4)) : x);

/** Numbers with commas or spaces between; what is not one stays as it was typed, for the engine to say so. */
function readList(text: string): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  return parts.length === 0 ? undefined : (parts.map(readNumber) as number[]);
}

function whole(
  label: string,
  help: string,
  value: number | undefined,
  set: (value: number | undefined) => void,
  empty = "",
) {
  return html`<label class="field" title=${help}
    ><span class="name">${label}</span
    ><input
      class="number"
      inputmode="numeric"
      autocomplete="off"
      placeholder=${empty}
      .value=${String(value ?? "")}
      @change=${(event: Event) => {
        const field = event.target as HTMLInputElement;
        const number = readNumber(field.value);
        field.value = String(value ?? "");
        set(number);
      }}
  /></label>`;
}

export interface Controls {
  experiment: ShownExperiment;
  /** The hiker they speak to. */
  chosen: number;
  isLocked(name: string): boolean;
  /** Optimizers that cannot walk here, and why. */
  unsupported: Record<string, string>;
  /** What is inside a schedule made of others, once that part has come. */
  nested: Nest | undefined;
  change: Change;
  /** Previews other numbers, and walks once it is done. */
  adjust(change: (experiment: Experiment) => void, done: boolean): void;
  /** Acts once the whole engine can be called. */
  withWhole(act: () => void): void;
}

/** Everything that can be chosen, but the learning rate and the start, which are moved by hand. */
export function controls({
  experiment,
  chosen,
  isLocked: locked,
  unsupported,
  nested,
  change,
  adjust,
  withWhole,
}: Controls): TemplateResult {
  const catalogue = told();
  const shown = experiment.hikers[chosen]!;
  const now = settings(shown);
  // What is set of a hiker that changes its mind is set from the last change on.
  const last = ({ hikers }: Experiment) => lastOf(hikers[chosen]!);
  const set = (object: Record<string, unknown>, name: string, value: unknown) => {
    if (value === undefined) delete object[name];
    else object[name] = value;
  };
  const loss = catalogue.losses.find(({ name }) => name === experiment.loss.name)!;
  const ofData = loss.args.some((a) => a.type === "data");
  const unit = experiment.epochs === undefined ? "steps" : "epochs";
  const constant: Chosen = { name: "constant" };
  /** As a menu starts with it, which of what it lacks the first engine does not tell. */
  const start = (
    from: "losses" | "optimizers" | "schedulers",
    { name }: Entry,
    put: (chosen: Chosen) => void,
  ) => {
    const find = (all: Catalogue) => all[from].find((entry) => entry.name === name)!;
    const begin = () => put(initially(find(told()), told()));
    if (find(catalogue).opens) begin();
    else withWhole(begin);
  };
  const schedule = (scheduler: Chosen) =>
    change((experiment) => {
      const left = scheduler.name === "constant" && !now.since;
      set(last(experiment) as never, "scheduler", left ? undefined : scheduler);
    });
  return html`${menu(catalogue, {
      label: controlsText.mountain,
      entries: catalogue.losses,
      chosen: experiment.loss,
      locked: locked("loss"),
      choose: (wanted) =>
        start("losses", wanted, (loss) =>
          change((experiment) => {
            const entry = told().losses.find(({ name }) => name === loss.name)!;
            const data = entry.args.some((a) => a.type === "data");
            experiment.loss = loss;
            delete experiment.start;
            delete experiment.steps;
            delete experiment.epochs;
            experiment[data ? "epochs" : "steps"] = entry.steps;
            for (const hiker of experiment.hikers) {
              if (!data) delete hiker.batch_size;
              delete hiker.changes;
            }
          }),
        ),
      slide: (name, value, done) => adjust(({ loss }) => (loss[name] = value), done),
      set: (name, value, numbers) =>
        change((experiment) => {
          const named = (value: unknown) => (isChosen(value) ? value.name : undefined);
          // Another number of features has another number of parameters.
          if (typeof value === "object" && ("X" in value || named(value) !== named(experiment.loss[name])))
            delete experiment.start;
          set(experiment.loss, name, value);
          Object.assign(experiment.loss, numbers);
          forget(loss, experiment.loss);
        }),
    })}
    ${menu(catalogue, {
      label: controlsText.optimizer,
      entries: catalogue.optimizers,
      chosen: now.optimizer,
      locked: locked("optimizer"),
      skip: "lr",
      unfit: unsupported,
      choose: (wanted) =>
        start("optimizers", wanted, (optimizer) =>
          change((experiment) => (last(experiment).optimizer = { ...optimizer, lr: rateOf(shown) })),
        ),
      set: (name, value) =>
        change((experiment) => {
          const optimizer = copy(now.optimizer);
          set(optimizer, name, value);
          last(experiment).optimizer = optimizer;
        }),
    })}
    ${menu(catalogue, {
      label: controlsText.schedule,
      entries: catalogue.schedulers,
      chosen: now.scheduler ?? constant,
      locked: locked("scheduler"),
      choose: (wanted) => start("schedulers", wanted, schedule),
      put: schedule,
      set: (name, value, numbers) => {
        const entry = catalogue.schedulers.find(({ name }) => name === now.scheduler!.name)!;
        return schedule(withArgument(entry, now.scheduler!, name, value, numbers));
      },
      nested,
      ready: {
        from: catalogue.presets,
        take: (i) =>
          withWhole(() =>
            change((experiment) => {
              last(experiment).scheduler = wholeEngine()!.schedulePreset(experiment, chosen, i);
            }),
          ),
      },
    })}
    <fieldset ?disabled=${locked("steps")}>
      ${whole(controlsText[unit], controlsText.howLong, experiment[unit], (n) =>
        change((experiment) => set(experiment as never, unit, n)),
      )}
      ${
        ofData
          ? html`${whole(
                controlsText.batchSize,
                controlsText.batchSizeHelp,
                now.batch_size,
                (n) => change((experiment) => set(last(experiment) as never, "batch_size", n)),
                controlsText.allSamples,
              )}
              ${whole(controlsText.seed, controlsText.seedHelp, experiment.seed ?? 0, (n) =>
                change((experiment) => set(experiment as never, "seed", n)),
              )}
              <button
                type="button"
                class="quiet"
                @click=${() => change((experiment) => (experiment.seed = engine.newSeed()))}
              >
                ${controlsText.newSeed}
              </button>`
          : nothing
      }
    </fieldset>`;
}
