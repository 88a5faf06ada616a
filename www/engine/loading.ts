/**
 * The engine, loaded once for all figures of a page: first the one the page opens with, and the whole of it when a
 * figure or a worker needs it.
 */
import { opening, table, whole, type Engine, type OpeningEngine, type Part } from "./assets";
import type { Catalogue } from "../../pkg/learning_rate_playground.js";

export type * from "../../pkg/learning_rate_playground.js";

/** What is loaded of it; its type has only what every engine can. */
export let engine: OpeningEngine;
let loaded: Part;

/** The whole engine; undefined until it is loaded. */
export const wholeEngine = (): Engine | undefined => (loaded === whole ? (engine as Engine) : undefined);

const begun = new Map<Part, Promise<WebAssembly.Module>>();

function begin(part: Part): Promise<WebAssembly.Module> {
  const start = async () => {
    const [glue, module] = await Promise.all([part.glue(), part.wasm().then(WebAssembly.compile)]);
    glue.initSync({ module });
    engine = glue;
    loaded = part;
    return module;
  };
  if (!begun.has(part)) begun.set(part, start());
  return begun.get(part)!;
}

/** Resolves once the engine can be called. */
export const load = (): Promise<unknown> => begin(opening);

/** Resolves, once the whole engine can be called, to its compiled module, which workers take as it is. */
export const loadWhole = (): Promise<WebAssembly.Module> => begin(opening).then(() => begin(whole));

let told: { by: OpeningEngine; catalogue: Catalogue } | undefined;
/** What the engine loaded so far tells: of some schedules the first one tells no more than their names. */
export function catalogue(): Catalogue {
  if (told?.by !== engine) told = { by: engine, catalogue: engine.catalogue() };
  return told.catalogue;
}

/** The real tables loaded so far, as text: workers are told them too. */
export const tables = new Map<string, string>();

/** Loads the shipped table of that name. */
export async function loadTable(name: string): Promise<string> {
  const csv = await table(name);
  tables.set(name, csv);
  return csv;
}
