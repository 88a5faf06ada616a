import type { Strip } from "../../engine/loading";
import { rate } from "../../util/format";
import { local } from "../../util/pointer";
import { along, INSET, Painter, SCALE } from "../shared/strip";
import { sliderText } from "../../text/en/slider";

export interface SliderPicture {
  low: number;
  high: number;
  value: number;
  limit: number | null;
  limitText: string;
  now: number | null;
  strip: Strip | null;
  stale: boolean;
  disabled: boolean;
  valueText: string;
}

export const TRACK = 56;
const GRIP = 14; // half of the thumb's width in pixels, for a pointer

const STEPS: Record<string, number> = {
  ArrowRight: 1 / 20,
  ArrowUp: 1 / 20,
  ArrowLeft: -1 / 20,
  ArrowDown: -1 / 20,
  PageUp: 1 / 4,
  PageDown: -1 / 4,
};

/** Without an exponent, which the ARIA standard does not know. */
const decimal = (x: number): string =>
  /e/.test(String(x))
    ? x.toLocaleString("en", { useGrouping: false, maximumSignificantDigits: 15 })
    : String(x);

export class Slider {
  private root: HTMLElement;
  private painter: Painter;
  private strip: HTMLCanvasElement;
  private scale: HTMLCanvasElement;
  private limit: HTMLElement;
  private flag: HTMLElement;
  private now: HTMLElement;
  private thumb: HTMLElement;
  private label: HTMLElement;
  private size = new ResizeObserver(() => this.measure());
  private picture: SliderPicture | null = null;
  private width = 0;
  private pen = document.createElement("canvas").getContext("2d")!;
  private textWidth = new Map<string, number>();
  private grip: number | null = null; // from the thumb to the pointer that drags it
  private keyed = false;

  constructor(
    host: HTMLElement,
    private events: { input(rate: number): void; change(rate: number): void },
  ) {
    host.innerHTML = `<div class="slider" role="slider" aria-label="${sliderText.learningRate}" aria-orientation="horizontal" tabindex="0">
      <canvas class="strip"></canvas><canvas class="scale"></canvas>
      <div class="limit"><span></span></div><div class="now"></div>
      <div class="thumb"><span></span><i><svg viewBox="0 0 28 28" aria-hidden="true"><path d="M10.5 9.5 6 14l4.5 4.5M17.5 9.5 22 14l-4.5 4.5"/></svg></i></div>
    </div>`;
    const find = <T extends Element>(selector: string) => host.querySelector<T>(selector)!;
    this.root = find(".slider");
    this.strip = find(".strip");
    this.scale = find(".scale");
    this.limit = find(".limit");
    this.flag = find(".limit span");
    this.now = find(".now");
    this.thumb = find(".thumb");
    this.label = find(".thumb span");
    this.painter = new Painter(this.root);
    this.listen();
    this.size.observe(this.root);
  }

  show(picture: SliderPicture): void {
    const old = this.picture;
    this.picture = picture;
    if (!this.width) return;
    const rescaled = picture.low !== old?.low || picture.high !== old.high;
    if (rescaled) this.paintScale();
    if (rescaled || picture.strip !== old.strip) this.paintStrip();
    this.place();
  }

  themeChanged(): void {
    this.painter.themeChanged();
    this.textWidth.clear();
    this.paint();
  }

  destroy(): void {
    this.size.disconnect();
    this.root.remove();
  }

  private measure(): void {
    this.width = this.root.clientWidth;
    this.paint();
  }

  private paint(): void {
    if (!this.picture || !this.width) return;
    this.paintScale();
    this.paintStrip();
    this.place();
  }

  /** The rate under a pointer; null on the thumb. */
  rateAt(event: PointerEvent): number | null {
    if (!this.picture || !this.width) return null;
    const x = local(event, this.root)[0];
    return Math.abs(x - this.x(this.picture.value)) <= GRIP ? null : this.rate(x);
  }

  x(value: number): number {
    return along(this.picture!, this.width, value);
  }

  private paintScale(): void {
    this.painter.paintScale(this.scale, this.width, this.picture!);
  }

  private paintStrip(): void {
    this.painter.paintStrip(this.strip, this.width, TRACK, this.picture!, this.picture!.strip);
  }

  private place(): void {
    const { root, picture } = this;
    const { low, high, value, limit, limitText, now, stale, disabled, valueText } = picture!;
    const set = (name: string, text: string) =>
      root.getAttribute(name) !== text && root.setAttribute(name, text);
    // A rate typed beyond the ends is still the value.
    set("aria-valuemin", decimal(Math.min(low, value)));
    set("aria-valuemax", decimal(Math.max(high, value)));
    set("aria-valuenow", decimal(value));
    set("aria-valuetext", valueText);
    set("aria-disabled", String(disabled));
    this.strip.classList.toggle("stale", stale);

    const x = this.x(value);
    this.thumb.style.transform = `translateX(${x}px)`;
    const text = value < low ? `‹ ${rate(value)}` : value > high ? `${rate(value)} ›` : rate(value);
    if (this.label.textContent !== text) this.label.textContent = text;
    const half = this.measured(text, "600 13px") / 2 + 7;
    const middle = Math.min(this.width - half, Math.max(half, x));
    this.label.style.transform = `translateX(calc(${middle - x}px - 50%))`;

    this.limit.hidden = limit === null || limit < low || limit > high;
    if (!this.limit.hidden)
      this.placeFlag(this.x(limit!), `${limitText} = ${rate(limit!)}`, middle - half, middle + half);

    this.now.hidden = now === null;
    if (now !== null) this.now.style.transform = `translateX(${this.x(now)}px)`;
  }

  /** The flag is to the right of its pole, or at the nearest place clear of the thumb's label. */
  private placeFlag(pole: number, text: string, from: number, to: number): void {
    const wide = this.measured(text, "12px") + 2;
    const across = 100; // the pole crossing its words is avoided most
    const away = (left: number) => {
      const gap = Math.max(left - pole, pole - left - wide);
      return gap < 0 ? across - gap : gap;
    };
    const left = [pole + 5, pole - 5 - wide, to + 6, from - 6 - wide]
      .filter((left) => left >= 0 && left + wide <= this.width && (left + wide <= from - 4 || left >= to + 4))
      .sort((a, b) => away(a) - away(b))[0];
    this.limit.style.transform = `translateX(${pole}px)`;
    this.flag.hidden = left === undefined;
    if (left === undefined) return;
    if (this.flag.textContent !== text) this.flag.textContent = text;
    this.flag.style.transform = `translateX(${left - pole}px)`;
  }

  /** The width of a text, as the sum of its letters': dragging writes many texts of the same few letters. */
  private measured(text: string, font: string): number {
    const { pen, textWidth } = this;
    const width = (letter: string) => {
      const key = font + letter;
      if (!textWidth.has(key)) {
        pen.font = `${font} ${this.painter.font}`;
        textWidth.set(key, pen.measureText(letter).width);
      }
      return textWidth.get(key)!;
    };
    return [...text].reduce((sum, letter) => sum + width(letter), 0);
  }

  private listen(): void {
    const { root } = this;
    const at = (event: PointerEvent) => this.rate(local(event, root)[0] - this.grip!);
    root.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.picture || this.picture.disabled) return;
      root.setPointerCapture(event.pointerId);
      // A press on the thumb does not move it.
      const grip = local(event, root)[0] - this.x(this.picture.value);
      const held = Math.abs(grip) <= GRIP;
      this.grip = held ? grip : 0;
      if (!held) this.move(at(event));
      root.classList.add("held");
    });
    root.addEventListener("pointermove", (event) => {
      if (this.grip !== null) this.move(at(event));
    });
    const drop = (event: PointerEvent) => {
      if (this.grip === null) return;
      this.grip = null;
      root.classList.remove("held");
      this.events.change(this.picture!.value);
      if (root.hasPointerCapture(event.pointerId)) root.releasePointerCapture(event.pointerId);
    };
    root.addEventListener("pointerup", drop);
    root.addEventListener("pointercancel", drop);

    root.addEventListener("keydown", (event) => {
      const { picture } = this;
      if (!picture || picture.disabled || event.altKey || event.ctrlKey || event.metaKey) return;
      let to: number;
      if (event.key === "Home") to = picture.low;
      else if (event.key === "End") to = picture.high;
      else if (event.key in STEPS) {
        const fine = event.shiftKey && event.key.startsWith("Arrow") ? 0.1 : 1;
        to = this.tidy(picture.value * 10 ** (STEPS[event.key]! * fine));
      } else return;
      event.preventDefault();
      event.stopPropagation();
      this.keyed = true;
      this.move(to);
    });
    const letGo = () => {
      if (this.keyed) this.events.change(this.picture!.value);
      this.keyed = false;
    };
    root.addEventListener("keyup", letGo);
    root.addEventListener("blur", letGo);
  }

  private rate(x: number): number {
    const { low, high } = this.picture!;
    return this.tidy(low * (high / low) ** ((x - INSET) / (this.width - 2 * INSET)));
  }

  private move(value: number): void {
    this.picture = { ...this.picture!, value }; // the next key goes on from here, even before show()
    this.events.input(value);
  }

  /** Within the ends, rounded to the digits that are shown, which are finer than a pixel. */
  private tidy(value: number): number {
    const { low, high } = this.picture!;
    return Math.min(high, Math.max(low, Number(value.toPrecision(3))));
  }
}

export const sliderSheet = new CSSStyleSheet();
sliderSheet.replaceSync(`
.slider {
  position: relative;
  box-sizing: border-box;
  height: ${24 + TRACK + SCALE}px;
  padding-top: 24px;
  touch-action: pan-y;
  user-select: none;
  -webkit-user-select: none;
  -webkit-tap-highlight-color: transparent;
  cursor: pointer;
  outline: none;
  color: var(--ink);
  font-variant-numeric: tabular-nums;
}
.slider canvas { display: block; width: 100%; pointer-events: none; }
.slider .strip { height: ${TRACK}px; border-radius: 6px; box-shadow: 0 0 0 1px var(--line); transition: opacity 0.15s; }
.slider .strip.stale { opacity: 0.4; }
.slider .scale { height: ${SCALE}px; }
.slider .limit, .slider .now, .slider .thumb { position: absolute; left: 0; top: 0; width: 0; pointer-events: none; }
.slider [hidden] { display: none; }
.slider .limit { height: ${24 + TRACK}px; }
.slider .limit::before {
  content: "";
  position: absolute;
  left: -1px;
  top: 3px;
  bottom: 0;
  width: 2px;
  background: repeating-linear-gradient(var(--ink) 0 4px, transparent 4px 7px);
}
.slider .limit span { position: absolute; top: 1px; white-space: nowrap; font-size: 12px; line-height: 18px; }
.slider .now { top: ${24 + TRACK - 1}px; }
.slider .now::before {
  content: "";
  position: absolute;
  left: -7px;
  border: 7px solid transparent;
  border-top: none;
  border-bottom: 10px solid var(--hiker);
  filter: drop-shadow(0 0 1px var(--paper));
}
.slider .thumb { height: ${24 + TRACK}px; }
.slider .thumb::before {
  content: "";
  position: absolute;
  left: -1px;
  top: 20px;
  bottom: 0;
  width: 2px;
  background: var(--ink);
  box-shadow: 0 0 0 1.5px var(--panel);
}
.slider .thumb span {
  position: absolute;
  padding: 0 7px;
  border-radius: 4px;
  background: var(--ink);
  color: var(--panel);
  font-size: 13px;
  font-weight: 600;
  line-height: 20px;
  white-space: nowrap;
}
.slider .thumb i {
  position: absolute;
  left: -15px;
  top: ${24 + TRACK - 31}px;
  width: 30px;
  height: 30px;
  box-sizing: border-box;
  border: 2px solid var(--ink);
  border-radius: 50%;
  background: var(--panel);
  box-shadow: 0 0 0 1.5px var(--panel), 0 2px 5px rgb(0 0 0 / 0.25);
  transition: scale 0.12s;
}
.slider .thumb svg { display: block; margin: -1px; fill: none; stroke: var(--ink); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.slider:hover .thumb i { scale: 1.07; }
.slider.held { cursor: ew-resize; }
.slider.held .thumb i { scale: 1.14; }
.slider:focus-visible .thumb i { box-shadow: 0 0 0 2px var(--panel), 0 0 0 5px var(--focus); }
.slider:focus-visible .strip { box-shadow: 0 0 0 2px var(--focus); }
.slider[aria-disabled="true"] { cursor: default; }
.slider[aria-disabled="true"] .thumb i { scale: none; border-color: var(--quiet); }
.slider[aria-disabled="true"] .thumb svg { visibility: hidden; }
@media (prefers-reduced-motion: reduce) { .slider * { transition: none !important; } }
`);
