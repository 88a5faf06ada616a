/** The pace of the hiker: about four steps a second at first, so that each can be followed, faster after. */
const FIRST = 250; // milliseconds a step
const FOLLOWED = 10; // steps at that pace
const WHOLE = 5000; // milliseconds that the steps after may take about, however many they are

export class Playback {
  playing = false;
  speed = 1;
  private frame = 0;
  private due = 0;
  private held = false;

  constructor(
    private figure: { step: number; last: number },
    private moved: () => void,
    private ended: () => void,
  ) {}

  play(): void {
    if (this.playing) return;
    if (this.figure.step >= this.figure.last) this.figure.step = 0;
    this.playing = true;
    this.go();
    this.moved();
  }

  /** While nobody sees it the hiker waits where it is. */
  hold(held: boolean): void {
    if (held === this.held) return;
    this.held = held;
    cancelAnimationFrame(this.frame);
    if (this.playing) this.go();
  }

  private go(): void {
    if (this.held) return;
    this.due = performance.now() + this.pause();
    this.frame = requestAnimationFrame(this.tick);
  }

  stop(): void {
    if (!this.playing) return;
    this.playing = false;
    cancelAnimationFrame(this.frame);
    this.moved();
  }

  /** How long the hiker rests before the next step. */
  private pause(): number {
    const { step, last } = this.figure;
    const quicker = FIRST * 0.9 ** (step - FOLLOWED);
    return (step < FOLLOWED ? FIRST : Math.max(quicker, Math.min(FIRST, WHOLE / last))) / this.speed;
  }

  private tick = (now: number): void => {
    const before = this.figure.step;
    while (now >= this.due && this.figure.step < this.figure.last) {
      this.figure.step++;
      this.due += this.pause();
    }
    if (this.figure.step >= this.figure.last) this.playing = false;
    else this.frame = requestAnimationFrame(this.tick);
    if (this.figure.step !== before || !this.playing) this.moved();
    if (!this.playing) this.ended();
  };
}
