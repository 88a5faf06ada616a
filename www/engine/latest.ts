/** Something the worker says: until it has, what it said last. */
import { JobQueue } from "./queue";
import type { Kind, Work } from "./jobs";

export class Latest<K extends Kind> {
  private about: unknown[] = [];
  private said?: Work[K][1];
  private work: JobQueue<K>;

  constructor(kind: K, changed: () => void, failed: (fault: string) => void) {
    const answered = (said: Work[K][1]) => {
      this.said = said;
      changed();
    };
    this.work = new JobQueue(kind, answered, failed);
  }

  /** What is known `about` these values; the next is asked for when the last has come, or walks would outrun it. */
  ask(about: unknown[], asked: Work[K][0]): Work[K][1] | undefined {
    const known = about.length === this.about.length && about.every((part, i) => part === this.about[i]);
    if (!known && !this.work.isBusy) {
      this.about = about;
      this.work.ask(asked);
    }
    return this.said;
  }

  destroy(): void {
    this.about = [];
    this.work.destroy();
  }
}
