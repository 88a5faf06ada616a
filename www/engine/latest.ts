/** An answer of a worker about values that change: until the next has come, the one before. */
import type { Kind, Piece, ReadonlyRequest } from "./protocol";
import { JobQueue } from "./queue";

export class Latest<K extends Kind> {
  private about: unknown[] = [];
  private answer?: Piece<K>;
  private queue: JobQueue<K>;

  constructor(kind: K, changed: () => void, failed: (fault: string) => void) {
    const answered = (answer: Piece<K>) => {
      this.answer = answer;
      changed();
    };
    this.queue = new JobQueue(kind, answered, failed);
  }

  /** The latest answer; another is asked for if it was `about` other values. While one is on the way no further one is:
   * a playing walk changes the values faster than answers come. */
  ask(about: unknown[], request: ReadonlyRequest<K>): Piece<K> | undefined {
    const known = about.length === this.about.length && about.every((part, i) => part === this.about[i]);
    if (!known && !this.queue.isBusy) {
      this.about = about;
      this.queue.ask(request);
    }
    return this.answer;
  }

  destroy(): void {
    this.about = [];
    this.queue.destroy();
  }
}
