/** Where the parts of a figure come from: files beside the page. In assets-packed.ts they are inside the script. */
import * as surfaces from "../../target/surfaces/learning_rate_playground.js";
import surfacesAddress from "../../target/surfaces/learning_rate_playground_bg.wasm?url";
import wholeAddress from "../../pkg/learning_rate_playground_bg.wasm?url";
import LongWorker from "./worker?worker";
import type { Answer, Message } from "./jobs";

export type Engine = typeof import("../../pkg/learning_rate_playground.js");
/** The engine a page opens with: it lacks functions of the whole one. */
export type OpeningEngine = typeof surfaces;
/** An engine: its glue, and its wasm. */
export interface Part {
  glue(): Promise<OpeningEngine>;
  wasm(): Promise<ArrayBuffer>;
}
/** What long work is sent to. */
export interface WorkerLike {
  postMessage(message: Message): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Answer>) => void) | null;
  /** It is the page itself. */
  isMainThread?: boolean;
}

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok)
    throw new Error(`A part could not be loaded: ${answer.status} ${answer.statusText}, ${address}.`);
  return answer;
}
const bytes = async (address: string) => (await fetched(address)).arrayBuffer();

/** What a page opens with: the engine with a few surfaces alone, which is smaller. */
export const opening: Part = {
  glue: async () => surfaces,
  wasm: () => bytes(surfacesAddress),
};
export const whole: Part = {
  glue: () => import("../../pkg/learning_rate_playground.js"),
  wasm: () => bytes(wholeAddress),
};

const addresses = import.meta.glob<string>("../../tables/*.csv", {
  query: "?url",
  import: "default",
  eager: true,
});
/** The shipped table of that name, as text. */
export const table = async (name: string): Promise<string> =>
  (await fetched(addresses[`../../tables/${name}.csv`]!)).text();

/** Where the files of dist/ lie, for those who want them too. */
export const home = (): string | null => new URL(".", document.baseURI).href;

export const startWorker = async (): Promise<WorkerLike> => new LongWorker();
