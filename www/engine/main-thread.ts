/** The page itself in place of a worker, where none may be had. It works in slices, and begins only once nothing new has
 * been asked for a while, so that what the user moves never waits. */
import { receive, steps, type Step } from "./jobs";
import type { Message, Reply, WorkerLike } from "./protocol";

const REST = 200; // milliseconds without a request before a job begins: longer than one that is given up may run
const SLICE = 8; // milliseconds: half a frame

export class MainThreadWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  readonly isMainThread = true;
  private steps?: Generator<Step>; // of the job under way
  private timer = 0;

  /** The page's own engine has the module already. */
  postMessage(message: Message): void {
    const job = message instanceof WebAssembly.Module ? null : receive(message);
    if (!job) return;
    const underWay = (this.steps = steps(job, SLICE));
    this.timer = window.setTimeout(() => this.run(job.id, underWay), job.follows ? 0 : REST);
  }

  terminate(): void {
    this.steps?.return(undefined);
    this.steps = undefined;
    clearTimeout(this.timer);
  }

  private run(id: number, steps: Generator<Step>): void {
    try {
      const { value, done } = steps.next();
      if (done) return;
      if (value) this.reply({ id, ...value });
      // The reply may have led to another job, or to the end of this worker.
      if (this.steps === steps) this.timer = window.setTimeout(() => this.run(id, steps));
    } catch (fault) {
      this.reply({ id, fault: (fault as Error).message, done: true });
    }
  }

  private reply(data: Reply): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}
