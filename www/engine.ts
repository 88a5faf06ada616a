/** The engine, loaded once for all figures of a page. */
import { initSync } from "../pkg/learning_rate_playground.js";
import wasmAddress from "../pkg/learning_rate_playground_bg.wasm?url";

export * from "../pkg/learning_rate_playground.js";

let loading: Promise<WebAssembly.Module> | undefined;

/** Resolves, once the engine can be called, to its compiled module, which workers take as it is. */
export function load(): Promise<WebAssembly.Module> {
  loading ??= fetchAndStart();
  return loading;
}

async function fetchAndStart(): Promise<WebAssembly.Module> {
  const answer = await fetch(wasmAddress);
  if (!answer.ok) throw new Error(`The engine could not be loaded: ${answer.status} ${answer.statusText}.`);
  const module = await WebAssembly.compile(await answer.arrayBuffer());
  initSync({ module });
  return module;
}
