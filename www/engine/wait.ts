/** Waiting goes unmentioned at first: most answers come before anybody would read that they are on the way. */
const UNMENTIONED = 150; // milliseconds

export class Wait {
  /** Whether it has taken long enough to be mentioned. */
  isLong = false;
  private timer = 0;

  constructor(private becameLong: () => void) {}

  /** Counts from now, unless it counts already. */
  begin(): void {
    this.timer ||= window.setTimeout(() => {
      this.isLong = true;
      this.becameLong();
    }, UNMENTIONED);
  }

  /** Counts from now on again; what is long already stays so. */
  restart(): void {
    if (this.isLong) return;
    this.end();
    this.begin();
  }

  end(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.isLong = false;
  }
}
