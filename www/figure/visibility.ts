/** Whether a figure can be seen: it is in the window, and the window is not hidden. */
export class Visibility {
  private near = false;
  private observer = new IntersectionObserver((entries) => {
    this.near = entries.at(-1)!.isIntersecting;
    this.tell();
  });

  constructor(
    private figure: Element,
    private changed: (seen: boolean) => void,
  ) {}

  start(): void {
    this.observer.observe(this.figure);
    document.addEventListener("visibilitychange", this.tell);
  }

  stop(): void {
    this.observer.disconnect();
    document.removeEventListener("visibilitychange", this.tell);
  }

  private tell = (): void => this.changed(this.near && !document.hidden);
}
