/** The worker: takes an engine, tables and jobs, and answers. */
import { initSync } from "../../pkg/learning_rate_playground.js";
import { take, works, type Answer, type Message } from "./jobs";

const SLICE = 100; // milliseconds from one word of how far the work is to the next

/** Numbers are handed over, not copied. */
function send(answer: Answer): void {
  const parts = "piece" in answer ? Object.values(answer.piece) : [];
  postMessage(answer, { transfer: parts.flatMap((part) => (ArrayBuffer.isView(part) ? part.buffer : [])) });
}

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (data instanceof WebAssembly.Module) {
    initSync({ module: data });
    return;
  }
  const job = take(data);
  if (!job) return;
  const { id, kind, asked } = job;
  try {
    for (const step of works[kind](asked as never, SLICE)) if (step) send({ id, ...step });
  } catch (fault) {
    postMessage({ id, fault: (fault as Error).message, done: true });
  }
});
