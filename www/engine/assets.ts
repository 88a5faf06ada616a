/** Where the parts of a figure come from: files beside the page. In assets-packed.ts they are inside the script. */
import * as surfaces from "../../target/surfaces/learning_rate_playground.js";
import surfacesAddress from "../../target/surfaces/learning_rate_playground_bg.wasm?url";
import wholeAddress from "../../pkg/learning_rate_playground_bg.wasm?url";
import LongWorker from "./worker?worker";
import type { WorkerLike } from "./protocol";
import { loadingText } from "../text/en/loading";

export type Engine = typeof import("../../pkg/learning_rate_playground.js");
/** The engine that a page opens with: it lacks functions of the whole one. */
export type OpeningEngine = typeof surfaces;
/** An engine: its JavaScript, and its WebAssembly. */
export interface Part {
  glue(): Promise<OpeningEngine>;
  wasm(): Promise<ArrayBuffer>;
}

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(
      loadingText.partNotLoaded({ status: response.status, reason: response.statusText, address }),
    );
  return response;
}
const bytes = async (address: string) => (await fetched(address)).arrayBuffer();

/** The engine that a page opens with: it has a few surfaces alone, and is smaller. */
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

/** The address of the folder with the files of dist/. */
export const home = (): string | null => new URL(".", document.baseURI).href;

export const startWorker = async (): Promise<WorkerLike> => new LongWorker();
