/** The verdict of each setting of two hyperparameters: a map to zoom into, with a cross at the present setting. */
import { render } from "lit";
import { copy, same } from "../../scene/copy";
import type { Entry, Hiker } from "../../engine/loading";
import type { ShownChosen, ShownExperiment } from "../../scene/shown-scene";
import { short } from "../../util/format";
import { isDistinct, partOf, valueAt, type Axis } from "./axis";
import { get, hyperparameters, labelOf, lastOptimizer, set, wholeAxis, type Hyperparameter } from "./hyperparameters"; // prettier-ignore
import { Raster } from "./raster";
import { BOTTOM, drawFrame, LEFT, RIGHT, TOP, type Box } from "./settings-frame";
import { clamp, listen, ZOOM, type Place } from "./settings-gestures";
import { inkOf, NOT_ALLOWED, settingsInks, wordOf } from "./settings-inks";
import { foot, head } from "./settings-words";
import { Inks, shades } from "./shading";
import { settingsText } from "../../text/en/settings";

interface About {
  experiment: ShownExperiment;
  x: Axis;
  y: Axis;
}
export interface SettingsPicture {
  /** Of one hiker. */
  experiment: ShownExperiment;
  optimizers: Entry[];
  /** The slider's ends. */
  rates: { low: number; high: number };
  locked: boolean;
}
interface Events {
  adjust(change: (hiker: Hiker) => void, done: boolean): void;
  failed(fault: string): void;
}

export class SettingsView {
  private raster: Raster<"settingsMap", About>;
  private picture?: SettingsPicture;
  private inks?: Inks;
  private axes?: { x: Axis; y: Axis };
  private past: { x: Axis; y: Axis }[] = [];
  private asked?: About & { width: number; height: number };
  private shades: Uint8Array = new Uint8Array();
  private cancelled = false;
  private pointed: Place | null = null;
  private box: Box | null = null;
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
      "settingsMap",
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
    listen(this.field, this.cross, {
      present: () => this.present,
      pixel: () => [1 / this.fineness.columns, 1 / this.fineness.rows],
      go: (to, done) => this.go(to, done),
      settle: () => events.adjust(() => {}, true),
      point: (at) => {
        this.pointed = at;
        this.tell();
      },
      dragBox: (box) => {
        if (box === this.box) return;
        this.box = box;
        this.draw();
      },
      zoomTo: ([x0, y0], [x1, y1]) => {
        const { x, y } = this.axes!;
        this.zoom(this.within(x, x0, x1), this.within(y, y0, y1));
      },
      zoomAbout: (at, factor) => this.zoomAbout(at, factor),
      back: () => this.back(),
    });
  }

  show(picture: SettingsPicture): void {
    const other = lastOptimizer(picture.experiment.hikers[0]!).name !== this.optimizer?.name;
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

  private get optimizer(): ShownChosen | undefined {
    return this.picture && lastOptimizer(this.picture.experiment.hikers[0]!);
  }

  private get hyperparameters(): Map<string, Hyperparameter> {
    return hyperparameters(this.picture!.optimizers.find(({ name }) => name === this.optimizer!.name)!);
  }

  /** The axes at first: the rate, and momentum or the first of betas. */
  private usual(): [string, string] {
    const names = [...this.hyperparameters.keys()].filter((name) => name !== "lr");
    const carries = names.find((name) => name === "momentum") ?? names.find((name) => name.endsWith("[0]"));
    return ["lr", carries ?? names[0]!];
  }

  private choose(x: string, y: string): void {
    const { hyperparameters, picture, optimizer } = this;
    const whole = (name: string) => {
      const one = hyperparameters.get(name)!;
      return wholeAxis(name, one, get(optimizer!, one), picture!.rates);
    };
    this.axes = { x: whole(x), y: whole(y) };
    this.past = [];
    this.begin();
    this.tell();
  }

  private begin(): void {
    const { picture, axes, width, height } = this;
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
        args: [{ x, y, width: columns, height: rows }, from, to],
      }));
    }
    this.draw();
  }

  /** What the map depends on: all but the present setting of its axes, which only moves the cross. */
  private without({ experiment, ...rest }: About): unknown {
    const hiker = copy(experiment.hikers[0]!);
    for (const { name } of [rest.x, rest.y]) {
      const mapped = this.hyperparameters.get(name);
      if (mapped) set(lastOptimizer(hiker), mapped, 0);
    }
    return { ...rest, experiment: { ...experiment, hikers: [hiker] } };
  }

  private zoom(x: Axis, y: Axis): void {
    const { columns, rows } = this.fineness;
    if (!isDistinct(x, columns) || !isDistinct(y, rows)) return;
    this.past.push(this.axes!);
    this.axes = { x, y };
    this.begin();
    this.tell();
  }

  private zoomAbout([a, b]: Place, factor: number): void {
    const { x, y } = this.axes!;
    const around = (axis: Axis, part: number): Axis =>
      this.within(axis, part - part / factor, part + (1 - part) / factor);
    this.zoom(around(x, a), around(y, b));
  }

  /** The axis from one part of it to another, within the values that are allowed. */
  private within(axis: Axis, from: number, to: number): Axis {
    const { min, max } = this.hyperparameters.get(axis.name)!.arg;
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

  /** Sets what is at a place. */
  private go(place: Place, done: boolean): void {
    if (this.picture!.locked) return;
    const [across, up] = place.map(clamp) as Place;
    const { x, y } = this.axes!;
    const here = this.raster.at(across, 1 - up);
    if (here && here.level.code[here.pixel] === NOT_ALLOWED) return;
    const numbers = here
      ? [here.level.across![here.i]!, here.level.upwards![here.j]!]
      : [valueAt(x, across), valueAt(y, up)];
    const { hyperparameters } = this;
    this.events.adjust((hiker) => {
      set(lastOptimizer(hiker), hyperparameters.get(x.name)!, numbers[0]!);
      set(lastOptimizer(hiker), hyperparameters.get(y.name)!, numbers[1]!);
    }, done);
  }

  // ---- what is seen ----

  private get width(): number {
    return this.field.clientWidth - LEFT - RIGHT;
  }

  private get height(): number {
    return this.field.clientHeight - TOP - BOTTOM;
  }

  /** How many pixels the map is painted in. */
  private get fineness(): { columns: number; rows: number } {
    return this.raster.painted?.fine ?? { columns: 400, rows: 400 };
  }

  private get shading() {
    this.inks ??= new Inks(this.host, settingsInks);
    const { steps, epochs } = this.picture!.experiment;
    const records = steps ?? epochs!;
    if (this.shades.length !== records + 1) this.shades = shades(records);
    return { inks: this.inks, ink: inkOf, shades: this.shades };
  }

  /** The present numbers on both axes. */
  private get numbers(): [number, number] {
    const { x, y } = this.axes!;
    const { hyperparameters, optimizer } = this;
    return [x, y].map(({ name }) => get(optimizer!, hyperparameters.get(name)!)) as [number, number];
  }

  /** Where the present setting lies. */
  private get present(): Place {
    const { x, y } = this.axes!;
    const [a, b] = this.numbers;
    return [partOf(x, a), partOf(y, b)];
  }

  private draw(): void {
    const { axes, width, height, present } = this;
    if (!axes || width < 2) return;
    drawFrame(this.marks, this.field, axes, present, this.box);
    this.cross.hidden = !isInside(present);
    const [cx, cy] = [LEFT + present[0] * width, TOP + (1 - present[1]) * height];
    this.cross.style.transform = `translate(${cx}px, ${cy}px)`;
  }

  /** Two numbers by their names. */
  private said([a, b]: [number, number]) {
    const { x, y } = this.axes!;
    return {
      x: { name: labelOf(x.name), value: short(a) },
      y: { name: labelOf(y.name), value: short(b) },
    };
  }

  private describe(numbers: [number, number], code: number, when: number): string {
    const unit = this.picture!.experiment.steps === undefined ? "epoch" : "step";
    const said = this.said(numbers);
    const verdict = wordOf(code);
    return when && (code === 0 || code === 4)
      ? settingsText.settingIsFrom({ ...said, verdict, at: when, unit })
      : settingsText.settingIs({ ...said, verdict });
  }

  private tell(): void {
    if (!this.picture || !this.axes) return;
    const { raster, axes, picture, pointed } = this;
    const { x, y } = axes;
    const deepest = ![x, y].every(({ range: [from, to], ...rest }) =>
      isDistinct({ ...rest, range: [from, from + (to - from) / ZOOM] }, this.fineness.columns),
    );
    const middle = (): Place => (isInside(this.present) ? this.present : [0.5, 0.5]);
    render(
      head({
        x,
        y,
        names: [...this.hyperparameters.keys()],
        deepest,
        past: this.past.length > 0,
        choose: (x, y) => this.choose(x, y),
        nearer: () => this.zoomAbout(middle(), ZOOM),
        further: () => this.zoomAbout(middle(), 1 / ZOOM),
        back: () => this.back(),
        whole: () => this.whole(),
      }),
      this.head,
    );
    const here = pointed && raster.at(pointed[0], 1 - pointed[1]);
    const hint = deepest ? settingsText.noMoreDigits : picture.locked ? "" : settingsText.dragOrPress;
    render(
      foot({
        text: here
          ? this.describe(
              [here.level.across![here.i]!, here.level.upwards![here.j]!],
              here.level.code[here.pixel]!,
              here.level.when[here.pixel]!,
            )
          : hint,
        hidden: !here && (raster.isLong || this.cancelled),
        progress: raster.isLong ? raster.progress : null,
        cancelled: this.cancelled,
        cancel: () => {
          this.cancelled = true;
          raster.cancel();
        },
        again: () => {
          this.asked = undefined;
          this.begin();
        },
      }),
      this.foot,
    );
    const { inks, ink } = this.shading;
    for (const canvas of this.foot.querySelectorAll<HTMLCanvasElement & { inks?: Inks }>("canvas"))
      if (canvas.inks !== inks) {
        canvas.inks = inks;
        inks.swatch(canvas, ink(Number(canvas.dataset.code)));
      }
    const ends = ({ name, range: [low, high] }: Axis) => ({
      name: labelOf(name),
      low: short(low),
      high: short(high),
    });
    this.field.ariaLabel = settingsText.map({ x: ends(x), y: ends(y) });
    this.cross.ariaLabel = settingsText.presentSetting(this.said(this.numbers));
    this.cross.disabled = picture.locked;
    this.draw();
  }
}

const isInside = (place: Place): boolean => place.every((part) => part >= 0 && part <= 1);
