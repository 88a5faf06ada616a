/**
 * The engine, loaded once for all figures of a page: first the one without losses of data, which is smaller, and the
 * whole of it when a figure or a worker needs it.
 */
import * as surfaces from "../target/surfaces/learning_rate_playground.js";
import surfacesAddress from "../target/surfaces/learning_rate_playground_bg.wasm?url";
import wholeAddress from "../pkg/learning_rate_playground_bg.wasm?url";

export type * from "../pkg/learning_rate_playground.js";
type Engine = typeof import("../pkg/learning_rate_playground.js");

/** What is loaded of it. Only the whole has `table`, `predict`, `sectionHeights` and the reading of tables. */
export let engine = surfaces as unknown as Engine;

let first: Promise<void> | undefined;
let whole: Promise<WebAssembly.Module> | undefined;

/** Resolves once the engine can be called. */
export function load(): Promise<void> {
  first ??= compile(surfacesAddress).then((module) => {
    surfaces.initSync({ module });
  });
  return first;
}

/** Resolves, once the whole engine can be called, to its compiled module, which workers take as it is. */
export function loadWhole(): Promise<WebAssembly.Module> {
  whole ??= Promise.all([import("../pkg/learning_rate_playground.js"), compile(wholeAddress)]).then(
    ([glue, module]) => {
      glue.initSync({ module });
      engine = glue;
      return module;
    },
  );
  return whole;
}

export const isWhole = (): boolean => engine !== (surfaces as unknown as Engine);

async function compile(address: string): Promise<WebAssembly.Module> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The engine could not be loaded: ${answer.status} ${answer.statusText}.`);
  return WebAssembly.compile(await answer.arrayBuffer());
}

/** The real tables loaded so far, as text: workers are told them too. */
export const tables = new Map<string, string>();

const addresses = import.meta.glob<string>("../tables/*.csv", {
  query: "?url",
  import: "default",
  eager: true,
});

/** Loads the shipped table of that name. */
export async function loadTable(name: string): Promise<string> {
  const answer = await fetch(addresses[`../tables/${name}.csv`]!);
  if (!answer.ok)
    throw new Error(`The table ${name} could not be loaded: ${answer.status} ${answer.statusText}.`);
  const csv = await answer.text();
  tables.set(name, csv);
  return csv;
}
