/** The page itself as a workplace, where no worker may be had: it works in slices, and only once nothing new is asked
 * for a while, so that a hand that moves is never waited for. */
import type { Workplace } from "./assets";
import { take, works, type Answer, type Job, type Message, type Work } from "./worker";

const REST = 200; // milliseconds; longer than a job that nobody wants is left alone
const SLICE = 8; // milliseconds

type Slices<K extends keyof Work> = Generator<{ piece: Work[K][1]; done: boolean } | undefined>;

export class Here implements Workplace {
  onmessage: Workplace["onmessage"] = null;
  private slices?: Slices<keyof Work>; // of the job under way
  private timer = 0;

  /** The page's own engine has the module already. */
  postMessage(message: Message): void {
    const job = message instanceof WebAssembly.Module ? null : take(message);
    if (!job) return;
    const slices = (this.slices = sliced(job));
    this.timer = window.setTimeout(() => this.go(job.id, slices), REST);
  }

  terminate(): void {
    this.slices = undefined;
    clearTimeout(this.timer);
  }

  private go(id: number, slices: Slices<keyof Work>): void {
    const end = performance.now() + SLICE;
    try {
      do {
        const { value, done } = slices.next();
        if (done) return;
        if (value) this.answer({ id, ...value });
        if (this.slices !== slices) return; // what was answered has led to another job, or to none
      } while (performance.now() < end);
      this.timer = window.setTimeout(() => this.go(id, slices));
    } catch (fault) {
      this.answer({ id, fault: (fault as Error).message, done: true });
    }
  }

  private answer(data: Answer): void {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
}

function* sliced({ kind, asked }: Job): Slices<keyof Work> {
  if (kind === "strip") yield* strip(asked as Work["strip"][0]);
  else if (kind === "ground") yield* ground(asked as Work["ground"][0]);
  else {
    const pieces: { piece: Work[keyof Work][1]; done: boolean }[] = [];
    works[kind](asked as never, (piece, done) => pieces.push({ piece, done }));
    yield pieces.at(-1);
  }
}

/** One count of rates after the other. */
function* strip({ experiment, range, counts }: Work["strip"][0]): Slices<"strip"> {
  for (const [k, count] of counts.entries()) {
    let came: Work["strip"][1];
    works.strip({ experiment, range, counts: [count] }, (piece) => (came = piece as typeof came));
    range = came!;
    yield { piece: came!, done: k === counts.length - 1 };
  }
}

/** Row by row. */
function* ground({ experiment, plane, view, sizes }: Work["ground"][0]): Slices<"ground"> {
  const [bottom, top] = view.y;
  for (const [k, [columns, rows]] of sizes.entries()) {
    const heights = new Float64Array(columns * rows);
    const at = (row: number) => top - (row * (top - bottom)) / rows;
    for (let row = 0; row < rows; row++) {
      const asked = {
        experiment,
        plane,
        view: { x: view.x, y: [at(row + 1), at(row)] as [number, number] },
        sizes: [[columns, 1] as [number, number]],
      };
      works.ground(asked, (piece) => heights.set((piece as Work["ground"][1]).heights, row * columns));
      yield;
    }
    yield { piece: { view, columns, rows, heights }, done: k === sizes.length - 1 };
  }
}
