import { rate, tick } from "../format";

export interface Strip {
  lr: Float64Array;
  depth: Float64Array;
  kind: string[];
  step: Float64Array;
  band: [number, number] | null;
}

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

const TRACK = 56;
const SCALE = 26;
const INSET = 16; // the ends of the scale lie this far inside the track, so that the thumb never hangs over

type Texture = "lines" | "cross" | "dots";

// How each verdict is printed: its colour, the word on it, how solid its fill is, and its texture.
const PRINT: Record<string, { colour: string; word: string; fill: number; texture?: Texture }> = {
  too_slow: { colour: "--crawls", word: "crawls", fill: 0.42 },
  converged: { colour: "--arrives", word: "arrives", fill: 1 },
  oscillating: { colour: "--bounces", word: "bounces", fill: 0.5, texture: "lines" },
  stuck: { colour: "--stuck", word: "stuck", fill: 0.4, texture: "dots" },
  diverged: { colour: "--thrown", word: "thrown out", fill: 0.4, texture: "cross" },
};

const STEPS: Record<string, number> = {
  ArrowRight: 1 / 20,
  ArrowUp: 1 / 20,
  ArrowLeft: -1 / 20,
  ArrowDown: -1 / 20,
  PageUp: 1 / 4,
  PageDown: -1 / 4,
};

export class Slider {
  private root: HTMLElement;
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
  private font = "sans-serif";
  private colours = new Map<string, string>();
  private tiles = new Map<string, CanvasPattern>();
  private textWidth = new Map<string, number>();
  private left: number | null = null; // of the track on the screen, while a pointer drags
  private keyed = false;

  constructor(
    host: HTMLElement,
    private events: { input(rate: number): void; change(rate: number): void },
  ) {
    host.innerHTML = `<div class="slider" role="slider" aria-label="Learning rate" aria-orientation="horizontal" tabindex="0">
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
    this.listen();
    this.themeChanged();
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
    const style = getComputedStyle(this.root);
    const names = ["--panel", "--ink", "--quiet", ...Object.values(PRINT).map(({ colour }) => colour)];
    this.colours = new Map(names.map((name) => [name, style.getPropertyValue(name).trim()]));
    this.font = style.fontFamily;
    this.textWidth.clear();
    this.tiles.clear();
    this.paint();
  }

  destroy(): void {
    this.size.disconnect();
    this.root.remove();
  }

  private colour(name: string): string {
    return this.colours.get(name)!;
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

  private x(value: number): number {
    const { low, high } = this.picture!;
    const part = Math.log(value / low) / Math.log(high / low);
    return INSET + Math.min(1, Math.max(0, part)) * (this.width - 2 * INSET);
  }

  private place(): void {
    const { root, picture } = this;
    const { low, high, value, limit, limitText, now, stale, disabled, valueText } = picture!;
    const set = (name: string, text: string) =>
      root.getAttribute(name) !== text && root.setAttribute(name, text);
    // A rate typed beyond the ends is still the value.
    set("aria-valuemin", String(Math.min(low, value)));
    set("aria-valuemax", String(Math.max(high, value)));
    set("aria-valuenow", String(value));
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

  /** The flag flies to the right of its pole, or wherever nearest it is clear of the thumb's label. */
  private placeFlag(pole: number, text: string, from: number, to: number): void {
    const wide = this.measured(text, "12px") + 2;
    const across = 100; // a flag with its pole through the words is the last resort
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

  private measured(text: string, font: string): number {
    const key = font + text;
    let width = this.textWidth.get(key);
    if (width === undefined) {
      const ctx = this.scale.getContext("2d")!;
      ctx.save();
      ctx.font = `${font} ${this.font}`;
      width = ctx.measureText(text).width;
      ctx.restore();
      if (this.textWidth.size > 1000) this.textWidth.clear();
      this.textWidth.set(key, width);
    }
    return width;
  }

  private fresh(canvas: HTMLCanvasElement, height: number): [CanvasRenderingContext2D, number] {
    const sharp = devicePixelRatio;
    const [w, h] = [Math.round(this.width * sharp), Math.round(height * sharp)];
    const ctx = canvas.getContext("2d")!;
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    else ctx.clearRect(0, 0, w, h);
    return [ctx, sharp];
  }

  private paintScale(): void {
    const [ctx, sharp] = this.fresh(this.scale, SCALE);
    const { low, high } = this.picture!;
    ctx.save();
    ctx.scale(sharp, sharp);
    ctx.font = `12px ${this.font}`;
    ctx.textBaseline = "top";
    const decades = Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low));
    const apart = (this.width - 2 * INSET) / decades;
    const [narrow, crowded] = [apart < 64, apart < 26];
    let free = 0;
    for (let k = Math.floor(Math.log10(low)); k <= Math.log10(high); k++)
      for (let digit = 1; digit <= (crowded ? 1 : 9); digit++) {
        const value = Number(`${digit}e${k}`);
        if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
        const x = Math.round(this.x(value) * sharp) / sharp;
        ctx.fillStyle = this.colour(digit === 1 ? "--ink" : "--quiet");
        ctx.fillRect(x - 0.5, 0, 1, digit === 1 ? 7 : 3.5);
        if (digit > 1) continue;
        const text = !narrow && k < 0 && k >= -5 ? value.toFixed(-k) : tick(value);
        const wide = ctx.measureText(text).width;
        const left = Math.min(this.width - wide, Math.max(0, x - wide / 2));
        if (left < free) continue;
        free = left + wide + 8;
        ctx.fillText(text, left, 11);
      }
    ctx.restore();
  }

  private paintStrip(): void {
    const [ctx, sharp] = this.fresh(this.strip, TRACK);
    const { width: w, height: h } = this.strip;
    ctx.fillStyle = this.colour("--panel");
    ctx.fillRect(0, 0, w, h);
    const { strip } = this.picture!;
    if (!strip || strip.lr.length === 0) return;

    // Columns meet half-way between neighbouring rates, on whole pixels: no gap and no overlap at any width.
    const n = strip.lr.length;
    const edges = new Int32Array(n + 1);
    for (let i = 1; i < n; i++)
      edges[i] = Math.round(this.x(Math.sqrt(strip.lr[i - 1]! * strip.lr[i]!)) * sharp);
    edges[n] = w;
    const room = h - 4 * sharp;
    const low = Math.round(6 * sharp);
    const tops = Array.from(strip.depth, (depth) => h - Math.round(low + (depth || 0) * (room - low)));

    for (const [kind, { colour, fill, texture }] of Object.entries(PRINT)) {
      const [whole, column, cap] = [new Path2D(), new Path2D(), new Path2D()];
      for (let i = 0; i < n; i++) {
        if (strip.kind[i] !== kind) continue;
        const [x, wide, top] = [edges[i]!, edges[i + 1]! - edges[i]!, tops[i]!];
        if (wide <= 0) continue;
        whole.rect(x, 0, wide, h);
        column.rect(x, top, wide, h - top);
        cap.rect(x, top, wide, Math.round(1.5 * sharp));
      }
      ctx.fillStyle = this.colour(colour);
      ctx.globalAlpha = 0.1;
      ctx.fill(whole);
      ctx.globalAlpha = fill;
      ctx.fill(column);
      ctx.globalAlpha = 1;
      if (texture) {
        ctx.fillStyle = this.pattern(ctx, texture, this.colour(colour), sharp);
        ctx.fill(column);
        if (kind === "diverged") {
          ctx.globalAlpha = 0.35;
          ctx.fill(whole);
        }
      }
      if (kind === "converged") {
        ctx.fillStyle = this.colour("--ink"); // a little ink in the green, so that the word on it reads
        ctx.globalAlpha = 0.16;
        ctx.fill(column);
      }
      ctx.globalAlpha = 1;
      ctx.fillStyle = this.colour(colour);
      ctx.fill(cap);
    }
    this.paintWords(ctx, sharp, strip.kind, edges, tops);
  }

  private pattern(
    ctx: CanvasRenderingContext2D,
    texture: Texture,
    colour: string,
    sharp: number,
  ): CanvasPattern {
    const key = texture + sharp;
    const pattern = this.tiles.get(key) ?? ctx.createPattern(tile(texture, colour, sharp), "repeat")!;
    this.tiles.set(key, pattern);
    return pattern;
  }

  /** Each verdict's word on its widest stretch, where it fits in one line or in two. */
  private paintWords(
    ctx: CanvasRenderingContext2D,
    sharp: number,
    kinds: string[],
    edges: Int32Array,
    tops: number[],
  ): void {
    ctx.font = `600 ${12.5 * sharp}px ${this.font}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = 4 * sharp;
    const taken: [number, number][] = [];
    for (const [kind, { word, fill }] of Object.entries(PRINT)) {
      const [from, to] = stretch(kinds, edges, kind);
      const x = (edges[from]! + edges[to]!) / 2;
      const half = (lines: string[]) =>
        Math.max(...lines.map((line) => ctx.measureText(line).width)) / 2 + 5 * sharp;
      const lines = [[word], word.split(" ")].find((lines) => edges[to]! - edges[from]! >= 2 * half(lines));
      if (!lines) continue;
      const [left, right] = [x - half(lines), x + half(lines)];
      if (taken.some(([a, b]) => right > a && left < b)) continue;
      taken.push([left, right]);

      const under = tops.filter((_, i) => edges[i + 1]! > left && edges[i]! < right);
      const solid = fill === 1 && Math.max(...under) < 5 * sharp;
      ctx.strokeStyle = this.colour("--panel");
      ctx.fillStyle = this.colour(solid ? "--panel" : "--ink");
      lines.forEach((line, i) => {
        const y = (14 + 15 * i) * sharp;
        if (!solid) ctx.strokeText(line, x, y); // the halo clears the texture behind the letters, as on a map
        ctx.fillText(line, x, y);
      });
    }
  }

  private listen(): void {
    const { root } = this;
    const at = (event: PointerEvent) => {
      const { low, high } = this.picture!;
      const part = (event.clientX - this.left! - INSET) / (this.width - 2 * INSET);
      return this.tidy(low * (high / low) ** part);
    };
    root.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !this.picture || this.picture.disabled) return;
      root.setPointerCapture(event.pointerId);
      this.left = root.getBoundingClientRect().left;
      // A press on the thumb takes hold of it where it is.
      const grip = event.clientX - this.left - this.x(this.picture.value);
      if (Math.abs(grip) <= 14) this.left += grip;
      else this.move(at(event));
      root.classList.add("held");
    });
    root.addEventListener("pointermove", (event) => {
      if (this.left !== null) this.move(at(event));
    });
    const drop = (event: PointerEvent) => {
      if (this.left === null) return;
      this.left = null;
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

  private move(value: number): void {
    this.picture = { ...this.picture!, value }; // the next key goes on from here, even before show()
    this.events.input(value);
  }

  /** Inside the ends, and with no more digits than are shown: finer than a pixel, so nothing snaps. */
  private tidy(value: number): number {
    const { low, high } = this.picture!;
    return Math.min(high, Math.max(low, Number(value.toPrecision(3))));
  }
}

/** Where `kind` rules most columns in a row; a column of another kind costs two of its own. */
function stretch(kinds: string[], edges: Int32Array, kind: string): [number, number] {
  let best: [number, number] = [0, 0];
  let [most, sum, from] = [0, 0, 0];
  kinds.forEach((other, i) => {
    const wide = edges[i + 1]! - edges[i]!;
    sum += other === kind ? wide : -2 * wide;
    if (sum <= 0) [sum, from] = [0, i + 1];
    else if (sum > most) [most, best] = [sum, [from, i + 1]];
  });
  return best;
}

function tile(texture: Texture, colour: string, sharp: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const s = (canvas.width = canvas.height = Math.round((texture === "cross" ? 7 : 6) * sharp));
  const ctx = canvas.getContext("2d")!;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 1.3 * sharp;
  if (texture === "dots") {
    ctx.arc(s / 2, s / 2, 1.2 * sharp, 0, 7);
    ctx.fill();
    return canvas;
  }
  // Each diagonal thrice, so that it runs on across the tiles' corners.
  for (const shift of [-s, 0, s]) {
    ctx.moveTo(shift - s, 2 * s);
    ctx.lineTo(shift + 2 * s, -s);
    if (texture === "cross") {
      ctx.moveTo(shift - s, -s);
      ctx.lineTo(shift + 2 * s, 2 * s);
    }
  }
  ctx.stroke();
  return canvas;
}

export const sliderStyle = `
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
`;
