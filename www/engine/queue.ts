/** One kind of job in a worker of its own: one job in flight, and the latest request waiting. */
import { startWorker } from "./assets";
import { isLargeData } from "../scene/data-size";
import { loadWhole, tables, type Data, type Experiment } from "./loading";
import type {
  JobMessage,
  Kind,
  Message,
  Piece,
  ReadonlyRequest,
  Reply,
  Request,
  WorkerLike,
} from "./protocol";
import { Wait } from "./wait";

const GRACE = 150; // milliseconds from its start that a job no longer wanted may take before its worker is ended
const IDLE = 10_000; // milliseconds without a job after which a worker is ended

const dataIds = new WeakMap<object, number>(); // of large own data, which is sent to each worker once
let lastDataId = 0;

export class JobQueue<K extends Kind> {
  private worker?: WorkerLike;
  private starting?: Promise<void>;
  private tablesSent = 0;
  private dataSent = new Set<number>();
  private startedAt = 0; // of the job in flight; 0: none is
  private waiting?: JobMessage<K>;
  private latestId = 0;
  private timer = 0; // until the worker is ended
  private wait: Wait;

  constructor(
    private kind: K,
    private answered: (piece: Piece<K>, done: boolean) => void,
    private failed: (fault: string) => void,
    becameLong = () => {},
  ) {
    this.wait = new Wait(becameLong);
  }

  /** `follows`: it goes on with what was asked before. */
  ask(request: ReadonlyRequest<K>, kind = this.kind, follows = false): void {
    this.wait.begin();
    this.waiting = { id: ++this.latestId, kind, request: request as Request<K>, follows };
    if (!this.startedAt) void this.next();
    else this.preempt();
  }

  /** Whether an answer is still to come. */
  get isBusy(): boolean {
    return this.waiting !== undefined || this.startedAt > 0;
  }

  /** Whether the answer has taken long enough to be mentioned. */
  get isLong(): boolean {
    return this.wait.isLong;
  }

  /** Whether it works on the page itself, where no worker may be had. */
  get isMainThread(): boolean {
    return this.worker?.isMainThread ?? false;
  }

  /** The answer still to come is no longer wanted. */
  forget(): void {
    this.dropRequests();
    if (this.startedAt) this.preempt();
  }

  destroy(): void {
    this.dropRequests();
    this.endWorker();
  }

  private dropRequests(): void {
    this.wait.end();
    this.latestId++;
    this.waiting = undefined;
  }

  /** A job no longer wanted may finish soon, so that its worker is kept; else the worker is ended and another begun. */
  private preempt(): void {
    clearTimeout(this.timer);
    const left = this.startedAt + GRACE - performance.now();
    this.timer = window.setTimeout(() => {
      this.endWorker();
      void this.next();
    }, left);
  }

  private endWorker(): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.startedAt = 0;
  }

  private async next(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.worker) {
      this.starting ??= Promise.all([loadWhole(), startWorker()])
        .then(([module, worker]) => this.useWorker(worker, module))
        .finally(() => (this.starting = undefined));
      await this.starting;
    }
    const job = this.waiting;
    if (!job || this.startedAt) {
      if (!this.startedAt) this.timer = window.setTimeout(() => this.endWorker(), IDLE);
      return;
    }
    this.waiting = undefined;
    this.startedAt = performance.now();
    const loaded = [...tables];
    if (loaded.length > this.tablesSent) this.send({ tables: loaded.slice(this.tablesSent) });
    this.tablesSent = loaded.length;
    this.send({ ...job, request: this.withDataById(job.request) });
  }

  /** Large own data is sent to the worker once, and named by its number from then on. */
  private withDataById(request: Request<K>): Request<K> {
    if (!("experiment" in request)) return request;
    const experiment: Experiment = request.experiment;
    const data = experiment.loss.data as Data;
    if (!isLargeData(data)) return request;
    const dataId = dataIds.get(data) ?? ++lastDataId;
    dataIds.set(data, dataId);
    if (!this.dataSent.has(dataId)) this.send({ dataId, data });
    this.dataSent.add(dataId);
    return { ...request, experiment: { ...experiment, loss: { ...experiment.loss, data: dataId } } };
  }

  private send(message: Message): void {
    this.worker!.postMessage(message);
  }

  private useWorker(worker: WorkerLike, module: WebAssembly.Module): void {
    this.worker = worker;
    this.tablesSent = 0;
    this.dataSent.clear();
    this.send(module);
    worker.onmessage = (event) => {
      const reply = event.data as Reply<K>;
      if (worker !== this.worker) return;
      if (reply.done) this.startedAt = 0;
      if (reply.id === this.latestId) {
        if (reply.done) this.wait.end();
        if ("fault" in reply) this.failed(reply.fault);
        else this.answered(reply.piece, reply.done);
      }
      if (reply.done) void this.next();
    };
  }
}
