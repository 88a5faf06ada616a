/** The page itself as a workplace, where no worker may be had: it works in slices, and only once nothing new is asked
 * for a while, so that a hand that moves is never waited for. */
import type { WorkerLike } from "./assets";
import { take, works, type Answer, type Message, type Step } from "./jobs";

const REST = 200; // milliseconds; longer than a job that nobody wants is left alone
const SLICE = 8; // milliseconds

export class MainThreadWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  readonly isMainThread = true;
  private steps?: Generator<Step>; // of the job under way
  private timer = 0;

  /** The page's own engine has the module already. */
  postMessage(message: Message): void {
    const job = message instanceof WebAssembly.Module ? null : take(message);
    if (!job) return;
    const steps = (this.steps = works[job.kind](job.asked as never, SLICE));
    this.timer = window.setTimeout(() => this.go(job.id, steps), job.follows ? 0 : REST);
  }

  terminate(): void {
    this.steps?.return(undefined);
    this.steps = undefined;
    clearTimeout(this.timer);
  }

  private go(id: number, steps: Generator<Step>): void {
    try {
      const { value, done } = steps.next();
      if (done) return;
      if (value) this.answer({ id, ...value });
      // What was answered may have led to another job, or to none.
      if (this.steps === steps) this.timer = window.setTimeout(() => this.go(id, steps));
    } catch (fault) {
      this.answer({ id, fault: (fault as Error).message, done: true });
    }
  }

  private answer(data: Answer): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}
