/** What every setting of two of the optimizer's numbers would do: a map to zoom into, with the present setting as a
 * cross. */
import { html, render } from "lit";
import { settings } from "../../scene/changes";
import { same } from "../../scene/data-size";
import type { Arg, Chosen, Entry, Experiment, Hiker, Kind } from "../../engine/loading";
import { short } from "../../util/format";
import { local } from "../../util/pointer";
import { isDistinct, partOf, ticksOf, valueAt, type Axis } from "./axis";
import { Inks, shades, type Ink } from "./shading";
import { Raster } from "./raster";
import { PRINT } from "../rate/strip";

/** In the engine's order. */
const KINDS: Kind[] = ["converged", "too_slow", "oscillating", "stuck", "diverged"];
const NOT_ALLOWED = 255;
const LOG_SPAN = 1000; // from a present number on a logarithmic axis to its ends
const RATES = 1e4; // decades of rates shown: four
const STEP = 0.01; // of the map, that a key moves the cross
const ZOOM = 2;

const inks: Ink[] = KINDS.map((kind) => {
  const { colour, fill, texture } = PRINT[kind]!;
  const texture_ = texture === "lines" ? "rising" : (texture ?? "plain");
  return { colour, texture: texture_, fill, line: 0.9, shaded: kind === "converged" };
});
inks.push({ colour: "--line", texture: "plain", fill: 0.5, line: 0, shaded: false });

interface Side {
  arg: Arg;
  place?: number; // of a pair
}
interface About {
  experiment: Experiment;
  x: Axis;
  y: Axis;
}
export interface SettingsPicture {
  /** Of one hiker. */
  experiment: Experiment;
  optimizers: Entry[];
  /** The slider's ends. */
  rates: { low: number; high: number };
  locked: boolean;
}
interface Events {
  adjust(change: (hiker: Hiker) => void, done: boolean): void;
  failed(fault: string): void;
}

/** All numbers an optimizer is set by, by their names in the engine. */
function sides({ args }: Entry): Map<string, Side> {
  const sides = new Map<string, Side>();
  for (const arg of args) {
    if (arg.type === "number") sides.set(arg.name, { arg });
    if (arg.type === "pair") for (const place of [0, 1]) sides.set(`${arg.name}[${place}]`, { arg, place });
  }
  return sides;
}

const words = (name: string) =>
  name === "lr"
    ? "learning rate"
    : name.replace("[0]", ", the first").replace("[1]", ", the second").replaceAll("_", " ");

/** What a hand sets: the optimizer the hiker ends with. */
const setLast = (hiker: Hiker): Chosen => settings(hiker).optimizer;

function get(optimizer: Chosen, { arg, place }: Side): number {
  const value = optimizer[arg.name] ?? arg.default ?? arg.initial;
  return place === undefined ? (value as number) : (value as number[])[place]!;
}

function set(optimizer: Chosen, { arg, place }: Side, number: number): void {
  if (place === undefined) optimizer[arg.name] = number;
  else optimizer[arg.name] = [0, 1].map((k) => (k === place ? number : get(optimizer, { arg, place: k })));
}

/** As much of an axis as there is to see. */
function wholeOf(
  name: string,
  { arg }: Side,
  present: number,
  { low, high }: SettingsPicture["rates"],
): Axis {
  const { min, max } = arg;
  const reach = Math.abs(present) < 1 ? 1 : 2 * Math.abs(present);
  const range = (): [number, number] => {
    if (name === "lr") return [Math.max(low, high / RATES), high];
    if (arg.scale === "log") return present > 0 ? [present / LOG_SPAN, present * LOG_SPAN] : [1e-10, 1];
    return [min ?? -reach, max ?? reach];
  };
  return { name, range: range(), scale: arg.scale };
}

export class SettingsView {
  private raster: Raster<"settings", About>;
  private picture?: SettingsPicture;
  private inks?: Inks;
  private axes?: { x: Axis; y: Axis };
  private past: { x: Axis; y: Axis }[] = [];
  private asked?: About & { width: number; height: number };
  private shades: Uint8Array = new Uint8Array();
  private cancelled = false;
  private pointed: [number, number] | null = null;
  private box: { from: [number, number]; to: [number, number] } | null = null;
  private gesture: "" | "press" | "box" | "cross" = "";
  private keyed = false;
  private field = document.createElement("div");
  private marks = document.createElement("canvas");
  private cross = document.createElement("button");
  private head = document.createElement("div");
  private foot = document.createElement("div");
  private size = new ResizeObserver(() => this.begin());

  constructor(
    private host: HTMLElement,
    private events: Events,
  ) {
    this.raster = new Raster(
      "settings",
      () => this.shading,
      () => this.tell(),
      events.failed,
    );
    this.head.className = "settings-head";
    this.field.className = "settings-field";
    this.field.tabIndex = 0;
    this.field.role = "group";
    this.foot.className = "key";
    this.cross.className = "settings-cross";
    this.cross.type = "button";
    this.field.append(this.raster.canvas, this.marks, this.cross);
    host.append(this.head, this.field, this.foot);
    this.size.observe(this.field);
    this.listen();
  }

  show(picture: SettingsPicture): void {
    const other = setLast(picture.experiment.hikers[0]!).name !== this.optimizer?.name;
    this.picture = picture;
    if (other || !this.axes) this.choose(...this.usual());
    else this.begin();
    this.tell();
  }

  themeChanged(): void {
    this.inks = undefined;
    this.raster.repaint();
    this.tell();
  }

  destroy(): void {
    this.size.disconnect();
    this.raster.destroy();
    for (const part of [this.head, this.field, this.foot]) part.remove();
  }

  // ---- what is mapped ----

  private get optimizer(): Chosen | undefined {
    return this.picture && setLast(this.picture.experiment.hikers[0]!);
  }

  private get sides(): Map<string, Side> {
    return sides(this.picture!.optimizers.find(({ name }) => name === this.optimizer!.name)!);
  }

  /** The rate, and what carries on: momentum, or the first of betas. */
  private usual(): [string, string] {
    const names = [...this.sides.keys()].filter((name) => name !== "lr");
    const carries = names.find((name) => name === "momentum") ?? names.find((name) => name.endsWith("[0]"));
    return ["lr", carries ?? names[0]!];
  }

  private choose(x: string, y: string): void {
    const { sides, picture, optimizer } = this;
    const whole = (name: string) =>
      wholeOf(name, sides.get(name)!, get(optimizer!, sides.get(name)!), picture!.rates);
    this.axes = { x: whole(x), y: whole(y) };
    this.past = [];
    this.begin();
    this.tell();
  }

  private begin(): void {
    const { picture, axes } = this;
    const [width, height] = [this.width, this.height];
    if (!picture || !axes || width < 2 || height < 2) return;
    const { x, y } = axes;
    const about = { experiment: picture.experiment, x, y, width, height };
    const old = this.asked;
    if (!old || !same(this.without(old), this.without(about))) {
      this.asked = about;
      this.cancelled = false;
      const { experiment } = about;
      this.raster.ask(about, experiment, width, height, ({ columns, rows, from, to }) => ({
        experiment,
        view: { x, y, width: columns, height: rows },
        rows: [from, to],
      }));
    }
    this.draw();
  }

  /** Without the present setting, which moves the cross and nothing else. */
  private without({ experiment, ...rest }: About): unknown {
    const [hiker] = structuredClone(experiment.hikers);
    const { sides } = this;
    for (const { name } of [rest.x, rest.y]) if (sides.has(name)) set(setLast(hiker!), sides.get(name)!, 0);
    return { ...rest, experiment: { ...experiment, hikers: [hiker] } };
  }

  private zoom(x: Axis, y: Axis): void {
    const { columns, rows } = this.raster.painted?.fine ?? { columns: 400, rows: 400 };
    if (!isDistinct(x, columns) || !isDistinct(y, rows)) return;
    this.past.push(this.axes!);
    this.axes = { x, y };
    this.begin();
    this.tell();
  }

  /** About a place, in parts of the width and of the height from below. */
  private zoomAbout([a, b]: [number, number], factor: number): void {
    const { x, y } = this.axes!;
    const around = (axis: Axis, part: number): Axis =>
      this.within(axis, part - part / factor, part + (1 - part) / factor);
    this.zoom(around(x, a), around(y, b));
  }

  /** From one part of an axis to another, as far as its numbers are allowed. */
  private within(axis: Axis, from: number, to: number): Axis {
    const { min, max } = this.sides.get(axis.name)!.arg;
    const low = axis.scale === "log" ? 1e-300 : (min ?? -1e300);
    const clamp = (value: number) => Math.min(max ?? 1e300, Math.max(low, value));
    return { ...axis, range: [clamp(valueAt(axis, from)), clamp(valueAt(axis, to))] };
  }

  private back(): void {
    const last = this.past.pop();
    if (!last) return;
    this.axes = last;
    this.begin();
    this.tell();
  }

  private whole(): void {
    const { x, y } = this.axes!;
    const past = [...this.past, this.axes!];
    this.choose(x.name, y.name);
    this.past = past;
    this.tell();
  }

  // ---- what is seen ----

  private get width(): number {
    return this.field.clientWidth - LEFT - RIGHT;
  }

  private get height(): number {
    return this.field.clientHeight - TOP - BOTTOM;
  }

  private get shading() {
    this.inks ??= new Inks(this.host, inks);
    const { steps, epochs } = this.picture!.experiment;
    const records = steps ?? epochs!;
    if (this.shades.length !== records + 1) this.shades = shades(records);
    return {
      inks: this.inks,
      ink: (code: number) => (code === NOT_ALLOWED ? KINDS.length : code),
      shades: this.shades,
    };
  }

  /** Where the present setting lies, in parts of the map. */
  private get present(): [number, number] {
    const { x, y } = this.axes!;
    const { sides, optimizer } = this;
    return [x, y].map((axis) => partOf(axis, get(optimizer!, sides.get(axis.name)!))) as [number, number];
  }

  private draw(): void {
    const { marks, field, axes, width, height } = this;
    if (!axes || width < 2) return;
    const sharp = devicePixelRatio;
    const [w, h] = [field.clientWidth, field.clientHeight];
    [marks.width, marks.height] = [Math.round(w * sharp), Math.round(h * sharp)];
    const pen = marks.getContext("2d")!;
    pen.scale(sharp, sharp);
    const style = getComputedStyle(field);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    pen.strokeStyle = colour("--quiet");
    pen.strokeRect(LEFT - 0.5, TOP - 0.5, width + 1, height + 1);
    pen.fillStyle = colour("--ink");
    pen.font = `12px ${style.fontFamily}`;
    const title = (axis: Axis, base: string) => words(axis.name) + (base ? `, from ${base}` : "");

    const across = ticksOf(axes.x, width / 90);
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const { part, text } of across.ticks) {
      const x = LEFT + part * width;
      pen.fillRect(x - 0.5, TOP + height, 1, 5);
      const half = pen.measureText(text).width / 2;
      pen.fillText(text, Math.min(w - half, x), TOP + height + 8);
    }
    pen.font = `600 12.5px ${style.fontFamily}`;
    pen.textAlign = "right";
    pen.fillText(title(axes.x, across.base), w - RIGHT, TOP + height + 25);

    const up = ticksOf(axes.y, height / 46);
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.fillText(title(axes.y, up.base), 0, TOP - 8);
    pen.font = `12px ${style.fontFamily}`;
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const { part, text } of up.ticks) {
      const y = TOP + (1 - part) * height;
      pen.fillRect(LEFT - 5, y - 0.5, 5, 1);
      pen.fillText(text, LEFT - 8, y);
    }

    const [a, b] = this.present;
    const inside = a >= 0 && a <= 1 && b >= 0 && b <= 1;
    const [cx, cy] = [LEFT + a * width, TOP + (1 - b) * height];
    pen.save();
    pen.beginPath();
    pen.rect(LEFT, TOP, width, height);
    pen.clip();
    for (const [wide, of] of [
      [4, "--paper"],
      [1.6, "--ink"],
    ] as const) {
      pen.strokeStyle = colour(of);
      pen.lineWidth = wide;
      pen.beginPath();
      pen.moveTo(LEFT, cy);
      pen.lineTo(cx - 9, cy);
      pen.moveTo(cx + 9, cy);
      pen.lineTo(LEFT + width, cy);
      pen.moveTo(cx, TOP);
      pen.lineTo(cx, cy - 9);
      pen.moveTo(cx, cy + 9);
      pen.lineTo(cx, TOP + height);
      pen.globalAlpha = 0.75;
      pen.stroke();
      pen.globalAlpha = 1;
      pen.beginPath();
      pen.arc(cx, cy, 9, 0, 7);
      pen.stroke();
    }
    if (this.box) {
      const { from, to } = this.box;
      pen.strokeStyle = colour("--ink");
      pen.lineWidth = 1.5;
      pen.setLineDash([5, 4]);
      pen.strokeRect(from[0], from[1], to[0] - from[0], to[1] - from[1]);
    }
    pen.restore();
    this.cross.hidden = !inside;
    this.cross.style.transform = `translate(${cx}px, ${cy}px)`;
  }

  private word(code: number): string {
    return code === NOT_ALLOWED ? "not allowed" : PRINT[KINDS[code]!]!.word;
  }

  private describe(numbers: [number, number], code?: number, when?: number): string {
    const { x, y } = this.axes!;
    const unit = this.picture!.experiment.steps === undefined ? "epoch" : "step";
    const setting = [x, y].map(({ name }, k) => `${words(name)} ${short(numbers[k]!)}`).join("; ");
    if (code === undefined) return setting;
    const at = when && (code === 0 || code === 4) ? `, from ${unit} ${when} on` : "";
    return `${setting}: ${this.word(code)}${at}`;
  }

  private tell(): void {
    if (!this.picture || !this.axes) return;
    const { raster, axes, sides, optimizer, picture } = this;
    const { x, y } = axes;
    const menu = (label: string, chosen: string, other: string, choose: (name: string) => void) =>
      html`<label
        ><span class="name">${label}</span
        ><select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
          ${[...sides.keys()].map(
            (name) =>
              html`<option value=${name} ?selected=${name === chosen} ?disabled=${name === other}>
                ${words(name)}
              </option>`,
          )}
        </select></label
      >`;
    const button = (text: string, label: string, act: () => void, disabled = false) =>
      html`<button type="button" aria-label=${label} title=${label} ?disabled=${disabled} @click=${act}>
        ${text}
      </button>`;
    const middle = () => {
      const [a, b] = this.present;
      const inside = a >= 0 && a <= 1 && b >= 0 && b <= 1;
      return inside ? ([a, b] as [number, number]) : ([0.5, 0.5] as [number, number]);
    };
    const columns = raster.painted?.fine.columns ?? 400;
    const deepest = ![x, y].every(({ range: [from, to], ...rest }) =>
      isDistinct({ ...rest, range: [from, from + (to - from) / ZOOM] }, columns),
    );
    render(
      html`<b>${words(x.name)} against ${words(y.name)}</b>
        ${menu("across", x.name, y.name, (name) => this.choose(name, y.name))}
        ${menu("upwards", y.name, x.name, (name) => this.choose(x.name, name))}
        <span class="zoom" role="group" aria-label="Zoom">
          ${button("+", "Nearer", () => this.zoomAbout(middle(), ZOOM), deepest)}
          ${button("−", "Further away", () => this.zoomAbout(middle(), 1 / ZOOM))}
          ${button("Back", "Back to what was shown before", () => this.back(), !this.past.length)}
          ${button("Whole", "The whole map", () => this.whole())}
        </span>`,
      this.head,
    );
    const here = this.pointed && raster.at(this.pointed[0], 1 - this.pointed[1]);
    const told = here
      ? this.describe(
          [here.level.across![here.i]!, here.level.upwards![here.j]!],
          here.level.code[here.pixel],
          here.level.when[here.pixel],
        )
      : deepest
        ? "Nearer than this, numbers have no more digits."
        : picture.locked
          ? ""
          : "Drag the cross, or press anywhere, to walk so; drag a box to look closer.";
    const cancel = () => {
      this.cancelled = true;
      raster.cancel();
    };
    const again = () => {
      this.asked = undefined;
      this.begin();
    };
    render(
      html`${KINDS.map(
          (kind, k) =>
            html`<span class="entry"
              ><canvas width="34" height="18" aria-hidden="true" data-code=${k}></canvas
              >${PRINT[kind]!.word}</span
            >`,
        )}
        <span class="told" role="status" ?hidden=${!here && (raster.isLong || this.cancelled)}>${told}</span>
        ${raster.isLong ? html`<span class="long">Trying every setting … ${Math.round(100 * raster.progress)} % <button type="button" @click=${cancel}>Cancel</button></span>` : ""}
        ${this.cancelled ? html`<span class="long">Not every setting has been tried. <button type="button" @click=${again}>Go on</button></span>` : ""}`,
      this.foot,
    );
    const { inks, ink } = this.shading;
    for (const canvas of this.foot.querySelectorAll<HTMLCanvasElement & { inks?: Inks }>("canvas"))
      if (canvas.inks !== inks) {
        canvas.inks = inks;
        inks.swatch(canvas, ink(Number(canvas.dataset.code)));
      }
    const numbers = [x, y].map(({ name }) => get(optimizer!, sides.get(name)!)) as [number, number];
    this.field.ariaLabel = `Map of verdicts: ${words(x.name)} ${short(x.range[0])} to ${short(x.range[1])} across, ${words(y.name)} ${short(y.range[0])} to ${short(y.range[1])} upwards. + and − zoom, Backspace goes back.`;
    this.cross.ariaLabel = `Present setting: ${this.describe(numbers)}. Arrow keys move it`;
    this.cross.disabled = picture.locked;
    this.draw();
  }

  // ---- hands ----

  /** In parts of the map, from the lower left. */
  private parts(event: MouseEvent): [number, number] {
    const [x, y] = local(event, this.field);
    return [(x - LEFT) / this.width, 1 - (y - TOP) / this.height];
  }

  private go([a, b]: [number, number], done: boolean): void {
    if (this.picture!.locked) return;
    const [across, up] = [a, b].map((part) => Math.min(1, Math.max(0, part))) as [number, number];
    const { x, y } = this.axes!;
    const here = this.raster.at(across, 1 - up);
    if (here && here.level.code[here.pixel] === NOT_ALLOWED) return;
    const numbers = here
      ? [here.level.across![here.i]!, here.level.upwards![here.j]!]
      : [valueAt(x, across), valueAt(y, up)];
    const { sides } = this;
    this.events.adjust((hiker) => {
      set(setLast(hiker), sides.get(x.name)!, numbers[0]!);
      set(setLast(hiker), sides.get(y.name)!, numbers[1]!);
    }, done);
  }

  private listen(): void {
    const { field, cross } = this;
    let from: [number, number] = [0, 0];
    field.addEventListener("pointerdown", (event) => {
      if (event.button || (event.pointerType === "touch" && event.target !== cross)) return;
      const onCross = event.target === cross;
      field.setPointerCapture(event.pointerId);
      this.gesture = onCross ? "cross" : "press";
      from = local(event, field);
    });
    field.addEventListener("pointermove", (event) => {
      const at = this.parts(event);
      const inside = at.every((part) => part >= 0 && part <= 1);
      const to = local(event, field);
      if (this.gesture === "press" && Math.hypot(to[0] - from[0], to[1] - from[1]) > 4) this.gesture = "box";
      if (this.gesture === "cross") this.go(at, false);
      if (this.gesture === "box") {
        this.box = { from, to };
        this.draw();
      }
      this.pointed = inside && this.gesture !== "box" ? at : null;
      this.tell();
    });
    const release = (event: PointerEvent) => {
      const { gesture, box } = this;
      this.gesture = "";
      this.box = null;
      if (event.type === "pointercancel") return this.draw();
      const at = this.parts(event);
      if (gesture === "cross" || gesture === "press") this.go(at, true);
      if (gesture === "box" && box) this.zoomTo(box.from, box.to);
    };
    field.addEventListener("pointerup", release);
    field.addEventListener("pointercancel", release);
    field.addEventListener("pointerleave", () => {
      this.pointed = null;
      this.tell();
    });
    field.addEventListener("dblclick", (event) => this.zoomAbout(this.parts(event), 2 * ZOOM));
    // A plain wheel scrolls the page, unless one is at work here.
    field.addEventListener(
      "wheel",
      (event) => {
        const root = field.getRootNode() as ShadowRoot;
        if (!event.ctrlKey && !field.contains(root.activeElement)) return;
        event.preventDefault();
        const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
        const turn = Math.min(240, Math.max(-240, event.deltaY * lines));
        this.zoomAbout(this.parts(event), Math.exp(-0.004 * turn));
      },
      { passive: false },
    );
    field.addEventListener("keydown", (event) => this.key(event));
    const settle = () => {
      if (this.keyed) this.events.adjust(() => {}, true);
      this.keyed = false;
    };
    cross.addEventListener("keyup", settle);
    cross.addEventListener("blur", settle);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const [a, b] = this.present;
    const about: [number, number] = [Math.min(1, Math.max(0, a)), Math.min(1, Math.max(0, b))];
    const arrows: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const arrow = arrows[event.key];
    if (arrow && event.target === this.cross) {
      const { columns, rows } = this.raster.painted?.fine ?? { columns: 400, rows: 400 };
      const [dx, dy] = event.shiftKey ? [1 / columns, 1 / rows] : [STEP, STEP];
      this.keyed = true;
      this.go([a + arrow[0] * dx, b + arrow[1] * dy], false);
    } else if (event.key === "+" || event.key === "=") this.zoomAbout(about, ZOOM);
    else if (event.key === "-" || event.key === "−") this.zoomAbout(about, 1 / ZOOM);
    else if (event.key === "Backspace") this.back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private zoomTo(from: [number, number], to: [number, number]): void {
    const { x, y } = this.axes!;
    const { width, height } = this;
    const part = (a: number, b: number, start: number, size: number) =>
      [a, b].map((at) => Math.min(1, Math.max(0, (at - start) / size))).sort((a, b) => a - b) as [
        number,
        number,
      ];
    const [x0, x1] = part(from[0], to[0], LEFT, width);
    const [y0, y1] = part(from[1], to[1], TOP, height);
    this.zoom(this.within(x, x0, x1), this.within(y, 1 - y1, 1 - y0));
  }
}

const [LEFT, RIGHT, TOP, BOTTOM] = [64, 8, 26, 46];

export const settingsStyle = `
.settings-host { display: flex; flex-direction: column; gap: 8px; }
.settings-head { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 18px; }
.settings-head b::first-letter { text-transform: uppercase; }
.settings-head .zoom { display: inline-flex; gap: 6px; }
.settings-head button { min-height: 30px; font-size: 14px; }
.settings-field { position: relative; height: clamp(300px, 40cqw, 520px); touch-action: pan-y; }
.settings-field:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.settings-field canvas { position: absolute; left: 0; top: 0; width: 100%; height: 100%; pointer-events: none; }
.settings-field canvas:first-child {
  left: ${LEFT}px; top: ${TOP}px; width: calc(100% - ${LEFT + RIGHT}px); height: calc(100% - ${TOP + BOTTOM}px);
  image-rendering: pixelated;
}
.settings-field { cursor: crosshair; }
.settings-cross { position: absolute; left: -22px; top: -22px; width: 44px; height: 44px; min-height: 0; padding: 0; border: 0; border-radius: 50%; background: none; cursor: move; touch-action: none; }
.settings-cross[hidden] { display: none; }
.settings-field canvas[data-state="stale"], .outcomes[data-state="stale"] { opacity: 0.5; transition: opacity 0.1s 0.2s; }
`;
