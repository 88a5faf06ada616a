/** The worker: takes an engine, tables and jobs, and answers. */
import { initSync } from "../pkg/learning_rate_playground.js";
import { take, works, type Message } from "./worker";

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (data instanceof WebAssembly.Module) {
    initSync({ module: data });
    return;
  }
  const job = take(data);
  if (!job) return;
  const { id, kind, asked } = job;
  try {
    works[kind](asked as never, (piece, done) => postMessage({ id, piece, done }));
  } catch (fault) {
    postMessage({ id, fault: (fault as Error).message, done: true });
  }
});
