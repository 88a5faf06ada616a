/** Work in the worker: one job in flight, the latest waiting. */
import { load, type Strip } from "./engine";
import type { Job } from "./worker";
import StripWorker from "./worker?worker";

export interface Answer {
  id: number;
  low: number;
  high: number;
  strip: Strip;
  done: boolean;
}

export class Background {
  private worker?: Worker;
  private busy = false;
  private waiting?: Job;
  private latest = 0;

  constructor(private answered: (answer: Answer) => void) {}

  async ask(job: Omit<Job, "id">): Promise<void> {
    const whole = { ...job, id: ++this.latest };
    if (!this.worker) {
      const module = await load();
      this.worker ??= this.start(module);
    }
    if (whole.id !== this.latest) return;
    if (this.busy) this.waiting = whole;
    else this.send(whole);
  }

  /** What is still under way is no longer wanted. */
  forget(): void {
    this.latest++;
    this.waiting = undefined;
  }

  /** Ends the worker; the next job starts another. */
  destroy(): void {
    this.forget();
    this.worker?.terminate();
    this.worker = undefined;
    this.busy = false;
  }

  private start(module: WebAssembly.Module): Worker {
    const worker = new StripWorker();
    worker.postMessage(module);
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.id === this.latest) this.answered(data);
      if (!data.done) return;
      this.busy = false;
      const next = this.waiting;
      this.waiting = undefined;
      if (next) this.send(next);
    });
    return worker;
  }

  private send(job: Job): void {
    this.busy = true;
    this.worker!.postMessage(job);
  }
}
