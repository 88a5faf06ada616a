/** assets.ts for a figure that is one file: everything is inside, packed. */
import * as glue from "../../pkg/learning_rate_playground.js";
import wasm from "../../pkg/learning_rate_playground_bg.wasm?packed";
import workerText from "../../dist/worker.js?packed";
import type { Part } from "./assets";
import { MainThreadWorker } from "./main-thread";
import type { WorkerLike } from "./protocol";

const unpacked = (text: string): Response => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
};

export const whole: Part = { glue: async () => glue, wasm: () => unpacked(wasm).arrayBuffer() };
export const opening = whole;

const tables = import.meta.glob<string>("../../tables/*.csv", {
  query: "?packed",
  import: "default",
  eager: true,
});
export const table = (name: string): Promise<string> => unpacked(tables[`../../tables/${name}.csv`]!).text();

/** Where this script lies; null where it is part of a page or of a module. */
const script = (document.currentScript as HTMLScriptElement | null)?.src;

export const home = (): string | null => (script ? new URL(".", script).href : null);

/** Resolves once the worker has sent its first message. */
function worker(address: string): Promise<WorkerLike> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(address); // throws where the address is another origin's
    worker.onmessage = () => resolve(worker);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message)); // a content policy refused it
    };
  });
}

/** Sandboxed frames and files may only have a worker from a blob, strict content policies only one with an address. */
const ways: (() => Promise<WorkerLike>)[] = [
  async () => {
    const address = URL.createObjectURL(new Blob([await unpacked(workerText).text()]));
    return worker(address).finally(() => URL.revokeObjectURL(address));
  },
  async () => new MainThreadWorker(),
];
if (script) ways.unshift(() => worker(new URL("worker.js", script).href));

/** Starts one in the first way that is allowed here; a way that was refused is not tried again. */
async function start(): Promise<WorkerLike> {
  for (;;) {
    try {
      return await ways[0]!();
    } catch (refusal) {
      if (ways.length === 1) throw refusal;
      ways.shift();
    }
  }
}

let latest: Promise<unknown> = Promise.resolve();

/** Workers start one after the other, so that each way is refused once at most. */
export function startWorker(): Promise<WorkerLike> {
  const started = latest.then(start);
  latest = started.catch(() => undefined);
  return started;
}
