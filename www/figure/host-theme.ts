/**
 * Whether the page around a figure is dark: its text is light there. So a figure follows the host's own switch, whatever
 * that is called, and the system's where the host does.
 */
import type { ReactiveController, ReactiveControllerHost } from "lit";

export class HostTheme implements ReactiveController {
  isDark = false;
  private dark = matchMedia("(prefers-color-scheme: dark)");
  private switches = new MutationObserver(() => this.read());
  private swatch = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;

  constructor(private figure: ReactiveControllerHost & HTMLElement) {
    this.swatch.globalCompositeOperation = "copy";
    figure.addController(this);
  }

  hostConnected(): void {
    for (const element of [document.documentElement, document.body])
      this.switches.observe(element, { attributes: true });
    this.dark.addEventListener("change", this.read);
    document.addEventListener("transitionend", this.faded);
    this.read();
  }

  hostDisconnected(): void {
    this.switches.disconnect();
    this.dark.removeEventListener("change", this.read);
    document.removeEventListener("transitionend", this.faded);
  }

  /** Some hosts fade from one theme to the other: what counts is the end. */
  private faded = ({ propertyName, target }: TransitionEvent) => {
    if (propertyName === "color" && (target as Node).contains(this.figure)) this.read();
  };

  private read = () => {
    // The element around it: of the host's colours the figure itself takes none.
    const around = this.figure.parentElement ?? (this.figure.getRootNode() as ShadowRoot).host;
    const isDark = this.isLight(getComputedStyle(around).color);
    if (isDark === this.isDark) return;
    this.isDark = isDark;
    this.figure.requestUpdate();
  };

  /** Drawn to be known: a computed colour may come in any notation. */
  private isLight(colour: string): boolean {
    this.swatch.fillStyle = colour;
    this.swatch.fillRect(0, 0, 1, 1);
    const [red, green, blue] = this.swatch.getImageData(0, 0, 1, 1).data as unknown as [
      number,
      number,
      number,
    ];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 127;
  }
}
