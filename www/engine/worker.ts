/** The worker: takes an engine, tables, data and jobs, and replies. */
import { initSync } from "../../pkg/learning_rate_playground.js";
import { receive, steps } from "./jobs";
import type { Message, Reply } from "./protocol";

const SLICE = 100; // milliseconds from one message about progress to the next

/** Arrays of numbers are handed over, not copied. */
function send(reply: Reply): void {
  const parts = "piece" in reply ? Object.values(reply.piece) : [];
  postMessage(reply, { transfer: parts.flatMap((part) => (ArrayBuffer.isView(part) ? part.buffer : [])) });
}

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (data instanceof WebAssembly.Module) {
    initSync({ module: data });
    return;
  }
  const job = receive(data);
  if (!job) return;
  const { id } = job;
  try {
    for (const step of steps(job, SLICE)) if (step) send({ id, ...step });
  } catch (fault) {
    postMessage({ id, fault: (fault as Error).message, done: true });
  }
});
