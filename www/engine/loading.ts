/**
 * The engine, loaded once for all figures of a page: first the one the page opens with, and the whole of it when a
 * figure or a worker needs it.
 */
import { opening, table, whole, type Engine, type OpeningEngine, type Part } from "./assets";
import type { Catalogue } from "../../pkg/learning_rate_playground.js";
import type { DeepReadonly } from "../scene/shown-scene";

export type * from "../../pkg/learning_rate_playground.js";

/** An engine writes into nothing that it is given. */
type Reading<E> = {
  [F in keyof E]: E[F] extends (...args: infer A) => infer R
    ? (...args: { [I in keyof A]: DeepReadonly<A[I]> }) => R
    : E[F] extends new (...args: infer A) => infer R
      ? new (...args: { [I in keyof A]: DeepReadonly<A[I]> }) => Reading<R>
      : E[F];
};

/** The one loaded last; its type has only what every engine can. */
export let engine: Reading<OpeningEngine>;
let loaded: Part;

/** The whole engine; undefined until it is loaded. */
export const wholeEngine = (): Reading<Engine> | undefined =>
  loaded === whole ? (engine as Reading<Engine>) : undefined;

const loading = new Map<Part, Promise<WebAssembly.Module>>();

function loadPart(part: Part): Promise<WebAssembly.Module> {
  const start = async () => {
    const [glue, module] = await Promise.all([part.glue(), part.wasm().then(WebAssembly.compile)]);
    glue.initSync({ module });
    engine = glue as typeof engine;
    loaded = part;
    return module;
  };
  if (!loading.has(part)) loading.set(part, start());
  return loading.get(part)!;
}

/** Resolves once the engine can be called. */
export const load = (): Promise<unknown> => loadPart(opening);

/** Resolves, once the whole engine can be called, to its compiled module, which workers are sent as it is. */
export const loadWhole = (): Promise<WebAssembly.Module> => loadPart(opening).then(() => loadPart(whole));

let listed: { by: typeof engine; catalogue: Catalogue } | undefined;
/** The catalogue of the engine loaded last: the opening one lists some schedules by their names alone. */
export function catalogue(): Catalogue {
  if (listed?.by !== engine) listed = { by: engine, catalogue: engine.catalogue() };
  return listed.catalogue;
}

/** The shipped tables loaded so far, as text: workers are sent them too. */
export const tables = new Map<string, string>();

/** Loads the shipped table of that name. */
export async function loadTable(name: string): Promise<string> {
  const csv = await table(name);
  tables.set(name, csv);
  return csv;
}
