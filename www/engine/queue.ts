/** One kind of work in a worker: one job in flight, the latest waiting. */
import { startWorker, type WorkerLike } from "./assets";
import { isLargeData } from "../scene/data-size";
import { loadWhole, tables, type Data, type Experiment } from "./loading";
import type { Answer, Asked, Kind, Message, Work } from "./jobs";
import { Wait } from "./wait";

const PATIENCE = 150; // milliseconds a job nobody wants any more may go on before its worker is ended
const IDLE = 10_000; // milliseconds without work after which a worker is ended

const numbered = new WeakMap<object, number>(); // large own data: sent once to each worker
let count = 0;

export class JobQueue<K extends Kind> {
  private worker?: WorkerLike;
  private starting?: Promise<void>;
  private told = 0; // tables the worker knows
  private began = 0; // when the job in flight was sent; 0: none is
  private waiting?: Asked<K>;
  private latest = 0;
  private timer = 0;
  private kept = new Set<number>(); // data the worker has
  private wait: Wait;

  constructor(
    private kind: K,
    private answered: (piece: Work[K][1], done: boolean) => void,
    private failed: (fault: string) => void,
    becameLong = () => {},
  ) {
    this.wait = new Wait(becameLong);
  }

  /** `follows`: it goes on with what was asked before. */
  ask(asked: Work[K][0], kind = this.kind, follows = false): void {
    this.wait.begin();
    this.waiting = { id: ++this.latest, kind, asked, follows };
    if (!this.began) void this.next();
    else this.preempt();
  }

  /** Whether an answer is still to come. */
  get isBusy(): boolean {
    return this.waiting !== undefined || this.began > 0;
  }

  /** Whether the answer has taken long enough to be mentioned. */
  get isLong(): boolean {
    return this.wait.isLong;
  }

  /** Whether it works on the page itself, where no worker may be had. */
  get isMainThread(): boolean {
    return this.worker?.isMainThread ?? false;
  }

  /** What is still under way is no longer wanted. */
  forget(): void {
    this.wait.end();
    this.latest++;
    this.waiting = undefined;
    if (this.began) this.preempt();
  }

  destroy(): void {
    this.wait.end();
    this.latest++;
    this.waiting = undefined;
    this.end();
  }

  /** A job that nobody wants may finish soon, or its worker is ended and another begun. */
  private preempt(): void {
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
      this.starting ??= Promise.all([loadWhole(), startWorker()])
        .then(([module, worker]) => this.start(worker, module))
        .finally(() => (this.starting = undefined));
      await this.starting;
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
    this.send({ ...job, asked: this.light(job.asked) });
  }

  /** Large own data goes to the worker once, and by its number after. */
  private light(asked: Work[K][0]): Work[K][0] {
    if (!("experiment" in asked)) return asked;
    const experiment: Experiment = asked.experiment;
    const data = experiment.loss.data as Data;
    if (!isLargeData(data)) return asked;
    const number = numbered.get(data) ?? ++count;
    numbered.set(data, number);
    if (!this.kept.has(number)) this.send({ kept: number, data });
    this.kept.add(number);
    return { ...asked, experiment: { ...experiment, loss: { ...experiment.loss, data: number } } };
  }

  private send(message: Message): void {
    this.worker!.postMessage(message);
  }

  private start(worker: WorkerLike, module: WebAssembly.Module): void {
    this.worker = worker;
    this.told = 0;
    this.kept.clear();
    this.send(module);
    worker.onmessage = (event) => {
      const data = event.data as Answer<K>;
      if (worker !== this.worker) return;
      if (data.done) this.began = 0;
      if (data.id === this.latest) {
        if (data.done) this.wait.end();
        if ("fault" in data) this.failed(data.fault);
        else this.answered(data.piece, data.done);
      }
      if (data.done) void this.next();
    };
  }
}
