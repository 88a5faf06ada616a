/** One kind of work in a worker: one job in flight, the latest waiting. */
import { loadWhole, tables } from "./engine";
import type { Answer, Job, Kind, Message, Work } from "./worker";
import LongWorker from "./worker?worker";

const PATIENCE = 150; // milliseconds a job nobody wants any more may go on before its worker is ended
const IDLE = 10_000; // milliseconds without work after which a worker is ended

export class Background<K extends Kind> {
  private worker?: Worker;
  private told = 0; // tables the worker knows
  private began = 0; // when the job in flight was sent; 0: none is
  private waiting?: Job<K>;
  private latest = 0;
  private timer = 0;

  constructor(
    private kind: K,
    private answered: (piece: Work[K][1], done: boolean) => void,
    private failed: (fault: string) => void,
  ) {}

  ask(asked: Work[K][0]): void {
    this.waiting = { id: ++this.latest, kind: this.kind, asked };
    if (!this.began) void this.next();
    else this.hurry();
  }

  /** Whether an answer is still to come. */
  get isBusy(): boolean {
    return this.waiting !== undefined || this.began > 0;
  }

  /** What is still under way is no longer wanted. */
  forget(): void {
    this.latest++;
    this.waiting = undefined;
    if (this.began) this.hurry();
  }

  destroy(): void {
    this.latest++;
    this.waiting = undefined;
    this.end();
  }

  /** A job that nobody wants may finish soon, or its worker is ended and another begun. */
  private hurry(): void {
    clearTimeout(this.timer);
    const left = this.began + PATIENCE - performance.now();
    this.timer = window.setTimeout(() => {
      this.end();
      void this.next();
    }, left);
  }

  private end(): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.began = 0;
  }

  private async next(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.worker) {
      const module = await loadWhole();
      if (!this.worker) this.start(module);
    }
    const job = this.waiting;
    if (!job || this.began) {
      if (!this.began) this.timer = window.setTimeout(() => this.end(), IDLE);
      return;
    }
    this.waiting = undefined;
    this.began = performance.now();
    const known = [...tables];
    if (known.length > this.told) this.send({ tables: known.slice(this.told) });
    this.told = known.length;
    this.send(job);
  }

  private send(message: Message): void {
    this.worker!.postMessage(message);
  }

  private start(module: WebAssembly.Module): void {
    const worker = (this.worker = new LongWorker());
    this.told = 0;
    this.send(module);
    worker.addEventListener("message", ({ data }: MessageEvent<Answer<K>>) => {
      if (worker !== this.worker) return;
      if (data.done) this.began = 0;
      if (data.id === this.latest) {
        if ("fault" in data) this.failed(data.fault);
        else this.answered(data.piece, data.done);
      }
      if (data.done) void this.next();
    });
  }
}
