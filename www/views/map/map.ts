/** The hiking map: the ground (relief.ts) on one canvas, and the walk over it on another. */
import type { View } from "../../engine/loading";
import { roundTicks, short, tick } from "../../util/format";
import { local as inOwn } from "../../util/pointer";
import { palettes, type Palette, type Rgb } from "./palette";
import { drawArrow, drawCross, drawFlag, drawHiker, drawPennant, drawPointer, type Colours } from "./signs";
import { Taken, Trail, type Point } from "./trail";
import { drawRelief, type ContourLabel } from "./relief";

export interface Minimum {
  at: [number, number];
  loss: number;
  name: string;
  global: boolean;
}
/** Everything the map shows, in the loss's own coordinates. A changed `path` is a new array. */
export interface MapPicture {
  view: View;
  start: [number, number];
  movable: boolean; // the start, by its flag
  path: Float64Array; // records × 2, the whole walk
  colour: string; // of the walk, a property's name; empty: the map's own
  others: { path: Float64Array; colour: string }[]; // who else walks here
  step: number; // the record the hiker stands at
  changes: number[]; // records at which it changes its mind
  veiled: boolean; // what comes after it is not shown
  diverged: boolean; // the walk ended by leaving the numbers
  minima: Minimum[];
  names: [string, string]; // of the axes
  equal: boolean; // one scale on both axes, or each its own
}
export interface MapEvents {
  moveStart(at: [number, number], done: boolean): void;
  seek(step: number): void;
  zoom(view: View): void;
}
/** What lies over the mountain, and wants to know what is pressed and pointed at. */
export interface Overlay {
  look(view: View, width: number, height: number): void;
  pick(at: Point): void;
  point(at: Point | null): void;
}
/** Null: they come later, by `setHeights`. */
type Heights = (view: View, columns: number, rows: number) => Float64Array | null;

const STYLE = `
.map-ground, .map-lines, .map-walk { position: absolute; inset: 0; width: 100%; height: 100%; display: block; }
.map-walk { touch-action: pan-y; }
.map-ground.stale, .map-lines.stale { opacity: 0.55; }
.map-flag[hidden] { display: none; }
.map-flag { position: absolute; left: 0; top: 0; width: 28px; height: 40px; margin: -34px 0 0 -10px; padding: 0;
  border: 0; border-radius: 6px; background: none; cursor: grab; touch-action: none; }
.map-flag:active { cursor: grabbing; }
.map-flag:focus-visible, .map-out:focus-visible { outline: 2px solid var(--focus, var(--ink)); outline-offset: 1px;
  box-shadow: 0 0 0 1px var(--paper) inset; }
.map-out { position: absolute; right: 10px; top: 10px; min-height: 30px; padding: 0 12px; font: inherit;
  font-size: 13px; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 15px;
  cursor: pointer; }
.map-out:hover { border-color: var(--quiet); }
.map-out[hidden] { display: none; }
@media (pointer: coarse) {
  .map-flag { width: 48px; height: 52px; margin: -42px 0 0 -20px; }
  .map-out { min-height: 44px; border-radius: 22px; }
}`;

const SERIF = "Georgia, 'Iowan Old Style', 'Palatino Linotype', 'Times New Roman', serif";
const GRIP = 10; // pixels around the trail that count as on it

/** A mark on the map's edge: where, which way what it tells of lies, and its words. */
interface Edge {
  x: number;
  y: number;
  dx: number;
  dy: number;
  words: string;
  colour: string;
}

export class MapView {
  private ground = document.createElement("canvas");
  private lines = document.createElement("canvas");
  private walk = document.createElement("canvas");
  private flag = document.createElement("button");
  private out = document.createElement("button");
  private pen = this.walk.getContext("2d")!;
  private sheet = new CSSStyleSheet();
  private picture?: MapPicture;
  private overlay: Overlay | null = null;
  private width = 0;
  private height = 0;
  private density = 1;
  private view: View = { x: [0, 1], y: [0, 1] }; // the picture's, widened to the host's shape
  private drawn = ""; // what the ground was drawn for
  private cost = 0; // milliseconds its last full drawing took
  private settle = 0;
  private lastGround = -1e9;
  private labels: ContourLabel[] = [];
  private colours: Colours;
  private font = "sans-serif";
  private palette: Palette = palettes.light;
  private trail = new Trail();
  private otherTrails: Trail[] = [];
  private preview: Float64Array | null = null; // a walk at another rate, records × 2
  private previewTrail = new Trail();
  private taken = new Taken(0, 0); // ground that words keep clear of
  private solid = new Taken(0, 0); // and what not even the words on the edge may cover
  private pointers = new Map<number, Point>();
  private gesture: "" | "press" | "pan" | "seek" | "pinch" = "";
  private keyed = false;
  private stop = new AbortController();
  private observer: ResizeObserver;

  constructor(
    private host: HTMLElement,
    private heights: Heights,
    private events: MapEvents,
  ) {
    this.ground.className = "map-ground";
    this.lines.className = "map-lines";
    this.walk.className = "map-walk";
    this.flag.className = "map-flag";
    this.flag.type = this.out.type = "button";
    this.out.className = "map-out";
    this.out.textContent = "Show where it went";
    this.out.hidden = true;
    host.append(this.ground, this.lines, this.walk, this.flag, this.out);
    this.sheet.replaceSync(STYLE);
    const root = host.getRootNode() as ShadowRoot | Document;
    root.adoptedStyleSheets.push(this.sheet);
    this.colours = this.readColours();
    this.listen();
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(host);
  }

  /** `terrain`: the ground is another one. */
  show(picture: MapPicture, terrain = false): void {
    if (terrain) this.drawn = "";
    if (picture.colour !== this.picture?.colour) {
      const own = picture.colour || "--trail";
      this.colours.trail = getComputedStyle(this.host).getPropertyValue(own).trim();
    }
    this.picture = picture;
    this.draw();
  }

  setOverlay(overlay: Overlay | null): void {
    this.overlay = overlay;
    if (this.drawn) overlay?.look(this.view, this.width, this.height);
  }

  /** What another rate would do, for as long as it is looked at. */
  setPreview(path: Float64Array | null): void {
    if (path === this.preview) return;
    this.preview = path;
    if (this.picture && this.width) this.drawWalk(this.picture);
  }

  terrainChanged(): void {
    this.drawn = "";
    this.draw();
  }

  themeChanged(): void {
    this.colours = this.readColours();
    if (this.picture?.colour)
      this.colours.trail = getComputedStyle(this.host).getPropertyValue(this.picture.colour).trim();
    this.terrainChanged();
  }

  destroy(): void {
    this.observer.disconnect();
    this.stop.abort();
    clearTimeout(this.settle);
    const root = this.host.getRootNode() as ShadowRoot | Document;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
    for (const part of [this.ground, this.lines, this.walk, this.flag, this.out]) part.remove();
  }

  /** Where a point lies, in CSS pixels from the map's top left corner. */
  toPixel([x, y]: Point): Point {
    const { x: [x0, x1], y: [y0, y1] } = this.view; // prettier-ignore
    return [((x - x0) / (x1 - x0)) * this.width, ((y1 - y) / (y1 - y0)) * this.height];
  }

  toPoint([px, py]: Point): Point {
    const { x: [x0, x1], y: [y0, y1] } = this.view; // prettier-ignore
    return [x0 + (px / this.width) * (x1 - x0), y1 - (py / this.height) * (y1 - y0)];
  }

  private readColours(): Colours {
    const style = getComputedStyle(this.host);
    const read = (name: string) => style.getPropertyValue(name).trim();
    this.palette = palettes[read("--theme") === "dark" ? "dark" : "light"];
    this.font = style.fontFamily;
    return {
      paper: read("--paper"),
      ink: read("--ink"),
      trail: read("--trail"),
      hiker: read("--hiker"),
    };
  }

  private draw(): void {
    const picture = this.picture;
    const { clientWidth: width, clientHeight: height } = this.host;
    if (!picture || width < 1 || height < 1) return;
    this.density = Math.min(3, (devicePixelRatio || 1) * (this.host.currentCSSZoom ?? 1));
    [this.width, this.height] = [width, height];
    this.view = picture.equal ? widen(picture.view, width / height) : picture.view;
    const wanted = [this.view.x, this.view.y, width, height, this.density].join();
    if (wanted !== this.drawn) {
      this.drawn = wanted;
      this.overlay?.look(this.view, width, height);
      // While the ground keeps changing (panning, zooming, an argument dragged) it is drawn coarser.
      const hurried = performance.now() - this.lastGround < 300 && this.cost > 12;
      this.drawGround(hurried ? 2 : 1);
      clearTimeout(this.settle);
      if (hurried) {
        this.settle = window.setTimeout(() => {
          this.drawGround(1);
          this.draw();
        }, 160);
      }
    }
    this.drawWalk(picture);
  }

  private drawGround(coarse: number): void {
    const began = performance.now();
    const { width, height } = this;
    const cell = coarse * Math.max(1, Math.sqrt((width * height) / 600_000)); // CSS pixels a height
    const columns = Math.max(2, Math.round(width / cell));
    const rows = Math.max(2, Math.round(height / cell));
    const heights = this.heights(this.view, columns, rows);
    const late = heights === null;
    this.dim(late);
    if (late) return;
    this.paintGround(heights, columns, rows, coarse > 1 ? 1 : this.density);
    this.lastGround = performance.now();
    if (coarse === 1) this.cost = this.lastGround - began;
  }

  private paintGround(heights: Float64Array, columns: number, rows: number, density: number): void {
    const { width, height } = this;
    const paper = hex(this.colours.paper);
    const field = { heights, columns, rows };
    this.labels = drawRelief(this.ground, this.lines, field, { width, height, density }, this.palette, paper);
  }

  /** Heights that took long, coarse ones first; those of a view long left are not drawn. */
  setHeights(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void {
    if (String([view.x, view.y]) !== String([this.view.x, this.view.y]) || !this.picture) return;
    this.paintGround(heights, columns, rows, this.density);
    this.dim(!done);
    this.drawWalk(this.picture);
  }

  /** What is drawn stays. */
  cancelHeights(): void {
    this.dim(false);
  }

  private dim(late: boolean): void {
    for (const canvas of [this.ground, this.lines]) canvas.classList.toggle("stale", late);
  }

  // ---- the walk ----

  private drawWalk(picture: MapPicture): void {
    const { pen, walk, width, height, density, colours } = this;
    const [w, h] = [Math.round(width * density), Math.round(height * density)];
    if (walk.width !== w || walk.height !== h) [walk.width, walk.height] = [w, h];
    pen.setTransform(w / width, 0, 0, h / height, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineCap = pen.lineJoin = "round";

    this.trail.place(picture.path, this.drawn, this.view, width, height);
    const records = picture.path.length / 2;
    const step = Math.max(0, Math.min(records - 1, picture.step));
    const here: Point = this.trail.at(step);
    const inside = this.isInside(here);
    const start = this.toPixel(picture.start);
    const foot: Point = this.isInside(start)
      ? start
      : [clamp(start[0], 8, width - 8), clamp(start[1], 36, height - 4)];
    const exit = picture.veiled ? undefined : this.trail.exit;

    const taken = (this.taken = this.trail.taken.copy());
    if (inside) taken.box(here[0], here[1] - 11, 22, 28);
    taken.box(foot[0] + 6, foot[1] - 16, 26, 36);
    for (const { at } of picture.minima) taken.box(...this.toPixel(at), 10, 10);
    this.out.hidden = exit === undefined;
    this.solid = new Taken(width, height);
    if (exit) for (const ground of [taken, this.solid]) ground.box(width - 85, 25, 160, 48);

    const edges: Edge[] = [];
    if (!inside) {
      const [x, y] = [picture.path[2 * step], picture.path[2 * step + 1]];
      const words = `hiker at ${picture.names[0]} ${short(x)}, ${picture.names[1]} ${short(y)}`;
      edges.push({ ...this.edge(here), words, colour: colours.hiker });
    }
    if (exit && !(exit.to === step && !inside)) {
      const axis = exit.axis;
      const end = exit.stays ? "ends at" : "to";
      const words = `${end} ${picture.names[axis]} = ${short(picture.path[2 * exit.to + axis])}`;
      edges.push({ ...this.edge(exit.at), words, colour: colours.trail });
    }
    for (const { x, y, dx, dy } of edges)
      for (const ground of [taken, this.solid]) ground.box(x - dx * 6, y - dy * 6, 14, 14);
    this.drawTicks(picture.names);
    // Drawn last, but they claim their room first.
    const marks = edges.map((edge) => this.edgeMark(edge));
    const ranked = [...picture.minima].sort((a, b) => Number(b.global) - Number(a.global));
    const names = ranked.map((minimum) => this.placeName(minimum));
    this.drawLabels();

    this.drawOthers(picture);
    if (this.preview) {
      this.previewTrail.place(this.preview, this.drawn, this.view, width, height);
      this.previewTrail.drawThought(pen, colours);
    }
    this.trail.draw(pen, step, colours, picture.veiled);
    for (const at of picture.changes)
      if (at < records && (at <= step || !picture.veiled)) drawPennant(pen, this.trail.at(at), colours);
    for (const { at, global } of picture.minima) drawCross(pen, this.toPixel(at), global, colours);
    drawFlag(pen, foot, this.isInside(start), width, colours);
    if (inside) {
      const next = step + 1 < records && !picture.veiled ? this.trail.segment(step) : undefined;
      if (next) drawArrow(pen, next, width, height, colours);
      drawHiker(pen, here, next ? next[2] >= next[0] : true, colours);
    }
    for (const name of names) name();
    for (const mark of marks) mark();
    pen.strokeStyle = colours.ink;
    pen.globalAlpha = 0.35;
    pen.lineWidth = 1;
    pen.strokeRect(0.5, 0.5, width - 1, height - 1);
    pen.globalAlpha = 1;
    this.placeFlag(picture, foot);
  }

  /** The other hikers: a line and a dot each. */
  private drawOthers({ others, step, veiled }: MapPicture): void {
    const { pen, width, height, colours } = this;
    const style = getComputedStyle(this.host);
    others.forEach(({ path, colour }, i) => {
      const trail = (this.otherTrails[i] ??= new Trail());
      trail.place(path, this.drawn, this.view, width, height);
      const here = Math.max(0, Math.min(path.length / 2 - 1, step));
      const own = style.getPropertyValue(colour).trim();
      trail.drawPlain(pen, here, { paper: colours.paper, trail: own }, veiled);
    });
  }

  private isInside([x, y]: Point): boolean {
    return x >= 0 && x <= this.width && y >= 0 && y <= this.height;
  }

  /** Text with a halo of paper, or of the ground's colour. */
  private text(
    text: string,
    x: number,
    y: number,
    colour: string,
    halo = this.colours.paper,
    weight = 3.5,
  ): void {
    const { pen } = this;
    pen.lineJoin = "round";
    pen.strokeStyle = halo;
    pen.lineWidth = weight;
    pen.strokeText(text, x, y);
    pen.fillStyle = colour;
    pen.fillText(text, x, y);
  }

  private drawTicks([across, up]: [string, string]): void {
    const { pen, taken, width, height, view, colours } = this;
    const ticksX = ticks(view.x, width / 72);
    const ticksY = ticks(view.y, height / 66);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1;
    pen.globalAlpha = 0.5;
    pen.beginPath();
    for (const { value } of ticksX) {
      const x = Math.round(this.toPixel([value, 0])[0]) + 0.5;
      pen.moveTo(x, height);
      pen.lineTo(x, height - 5);
      pen.moveTo(x, 0);
      pen.lineTo(x, 5);
    }
    for (const { value } of ticksY) {
      const y = Math.round(this.toPixel([0, value])[1]) + 0.5;
      pen.moveTo(0, y);
      pen.lineTo(5, y);
      pen.moveTo(width, y);
      pen.lineTo(width - 5, y);
    }
    pen.stroke();
    pen.globalAlpha = 1;
    pen.textBaseline = "middle";

    pen.font = `italic 13px ${SERIF}`;
    const wide = pen.measureText(across).width;
    pen.textAlign = "right";
    this.text(across, width - 9, height - 13, colours.ink);
    pen.textAlign = "left";
    this.text(up, 9, 13, colours.ink);
    taken.box(width - 9 - wide / 2, height - 13, wide, 14);
    taken.box(9 + pen.measureText(up).width / 2, 13, pen.measureText(up).width, 14);

    pen.font = `10.5px ${this.font}`;
    for (const { value, text } of ticksY) {
      const y = this.toPixel([0, value])[1];
      const w = pen.measureText(text).width;
      if (y < 28 || y > height - 28 || !this.solid.isFree(9 + w / 2, y, w, 12)) continue;
      this.text(text, 9, y, colours.ink);
      taken.box(9 + w / 2, y, w, 12);
    }
    pen.textAlign = "center";
    for (const { value, text } of ticksX) {
      const x = this.toPixel([value, 0])[0];
      const w = pen.measureText(text).width;
      if (x - w / 2 < 8 || x + w / 2 > width - wide - 20) continue;
      if (!this.solid.isFree(x, height - 13, w, 12)) continue;
      this.text(text, x, height - 13, colours.ink);
      for (const ground of [taken, this.solid]) ground.box(x, height - 13, w, 12);
    }
  }

  private drawLabels(): void {
    const { pen, taken } = this;
    pen.font = `600 10px ${this.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    const ink = `rgb(${this.palette.label.join(" ")})`;
    for (const { x, y, angle, text, halo } of this.labels) {
      const wide = pen.measureText(text).width + 4;
      if (!taken.isFree(x, y, wide, 11, angle)) continue;
      taken.box(x, y, wide, 11, angle);
      pen.save();
      pen.translate(x, y);
      pen.rotate(angle);
      pen.strokeStyle = halo;
      pen.lineWidth = 7; // a gap in the line
      pen.beginPath();
      pen.moveTo(2 - wide / 2, 0);
      pen.lineTo(wide / 2 - 2, 0);
      pen.stroke();
      this.text(text, 0, 0.5, ink, halo, 3);
      pen.restore();
    }
  }

  /** Finds a free side for a minimum's name; without one the name is left out. */
  private placeName({ at, name, global }: Minimum): () => void {
    const { pen, taken, width, height } = this;
    const [x, y] = this.toPixel(at);
    if (!this.isInside([x, y])) return () => {};
    const font = `italic ${global ? "600 14px" : "13px"} ${SERIF}`;
    pen.font = font;
    const w = pen.measureText(name).width;
    const side = w / 2 + 11;
    const places = [[0, 17], [0, -16], [side, 0], [-side, 0], [side - 3, 12], [3 - side, 12], [side - 3, -12], [3 - side, -12]]; // prettier-ignore
    for (const [dx, dy] of places) {
      const [cx, cy] = [x + dx, y + dy];
      if (cx - w / 2 < 6 || cx + w / 2 > width - 6 || cy < 12 || cy > height - 12) continue;
      if (!taken.isFree(cx, cy, w + 2, 13)) continue;
      taken.box(cx, cy, w + 6, 16);
      return () => {
        pen.font = font;
        pen.textAlign = "center";
        pen.textBaseline = "middle";
        this.text(name, cx, cy, this.colours.ink);
      };
    }
    return () => {};
  }

  /** The edge's nearest to a point outside, and which way it is. */
  private edge([px, py]: Point): Pick<Edge, "x" | "y" | "dx" | "dy"> {
    const { width, height } = this;
    const dx = px < 0.01 ? -1 : px > width - 0.01 ? 1 : 0;
    const dy = dx ? 0 : py < 0.01 ? -1 : 1;
    return { x: clamp(px, 0, width), y: clamp(py, 0, height), dx, dy };
  }

  /** A triangle on the edge towards a point outside, with a few words. */
  private edgeMark({ x, y, dx, dy, words, colour }: Edge): () => void {
    const { pen, taken, width, height, colours } = this;
    const font = `600 11.5px ${this.font}`;
    pen.font = font;
    const w = pen.measureText(words).width;
    const inward = w / 2 + 16;
    const shifts = [0, 16, -16, 32, -32, 48, -48, 64, -64];
    // Beside the pointer along the edge, or above and below it; clear of the trail if that can be.
    const places = dx
      ? shifts.map((shift) => [x - dx * inward, y + shift])
      : [[x + inward, y - dy * 13], [x - inward, y - dy * 13], ...shifts.map((shift) => [x + 2 * shift, dy < 0 ? 24 : height - 36])]; // prettier-ignore
    const fitting = places.map(([px, py]) => [
      clamp(px, w / 2 + 8, width - w / 2 - 8),
      clamp(py, 13, height - (dy > 0 ? 12 : 30)),
    ]);
    const free = (ground: Taken) => fitting.find(([px, py]) => ground.isFree(px, py, w + 4, 14));
    const [cx, cy] = free(taken) ?? free(this.solid) ?? fitting[0];
    for (const ground of [taken, this.solid]) ground.box(cx, cy, w + 6, 16);
    return () => {
      drawPointer(pen, [x, y], [dx, dy], colour, colours.paper);
      pen.font = font;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      this.text(words, cx, cy, colour, colours.paper, 4);
    };
  }

  private placeFlag(picture: MapPicture, [x, y]: Point): void {
    this.flag.hidden = !picture.movable;
    const [a, b] = picture.names;
    const label = `Start: ${a} ${short(picture.start[0])}, ${b} ${short(picture.start[1])}. Arrow keys move it`;
    if (this.flag.ariaLabel !== label) this.flag.ariaLabel = label;
    this.flag.style.transform = `translate(${clamp(x, 10, this.width - 18)}px, ${clamp(y, 34, this.height - 6)}px)`;
  }

  // ---- hands ----

  private listen(): void {
    const { flag, walk, host, events } = this;
    const options = { signal: this.stop.signal };
    const local = (e: PointerEvent | WheelEvent): Point => {
      const [x, y] = inOwn(e, host);
      return [x - host.clientLeft, y - host.clientTop];
    };

    let grip: Point | undefined; // from the pointer to the flag's foot
    const moveFlag = (e: PointerEvent, done: boolean) => {
      const [x, y] = local(e);
      const [gx, gy] = grip!;
      events.moveStart(this.toPoint([clamp(x + gx, 0, this.width), clamp(y + gy, 0, this.height)]), done);
    };
    flag.addEventListener(
      "pointerdown",
      (e) => {
        if (!this.picture || e.button) return;
        flag.setPointerCapture(e.pointerId);
        const [x, y] = local(e);
        const [fx, fy] = this.toPixel(this.picture.start);
        grip = [clamp(fx, 0, this.width) - x, clamp(fy, 0, this.height) - y];
      },
      options,
    );
    flag.addEventListener("pointermove", (e) => grip && moveFlag(e, false), options);
    const dropFlag = (e: PointerEvent) => {
      if (grip) moveFlag(e, true);
      grip = undefined;
    };
    flag.addEventListener("pointerup", dropFlag, options);
    flag.addEventListener("pointercancel", dropFlag, options);
    flag.addEventListener(
      "keydown",
      (e) => {
        const direction = ARROWS[e.key];
        if (!direction || !this.picture || e.ctrlKey || e.altKey || e.metaKey) return;
        e.preventDefault();
        e.stopPropagation();
        const part = e.shiftKey ? 0.001 : 0.01;
        const { x, y } = this.view;
        const [sx, sy] = this.picture.start;
        this.keyed = true;
        const to: Point = [
          sx + direction[0] * part * (x[1] - x[0]),
          sy + direction[1] * part * (y[1] - y[0]),
        ];
        events.moveStart([clamp(to[0], ...x), clamp(to[1], ...y)], false);
      },
      options,
    );
    const settleKeys = () => {
      if (this.keyed && this.picture) events.moveStart(this.picture.start, true);
      this.keyed = false;
    };
    flag.addEventListener("keyup", settleKeys, options);
    flag.addEventListener("blur", settleKeys, options);

    this.out.addEventListener(
      "click",
      () => this.picture && events.zoom(this.viewOfTrail(this.picture)),
      options,
    );

    host.addEventListener(
      "wheel",
      (e) => {
        if (!e.ctrlKey || !this.picture) return; // a plain wheel scrolls the page
        e.preventDefault();
        const lines = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? 400 : 1;
        this.zoomAbout(local(e), Math.exp(clamp(e.deltaY * lines, -240, 240) * 0.003));
      },
      { ...options, passive: false },
    );
    // Two fingers belong to the map; one finger scrolls the page as usual.
    host.addEventListener("touchmove", (e) => e.touches.length > 1 && e.cancelable && e.preventDefault(), {
      ...options,
      passive: false,
    });

    let from: Point = [0, 0];
    let finger = false;
    let pressed: number | undefined; // the record under the pointer when it went down
    walk.addEventListener(
      "pointerdown",
      (e) => {
        if (!this.picture || e.button) return;
        walk.setPointerCapture(e.pointerId);
        this.pointers.set(e.pointerId, (from = local(e)));
        finger = e.pointerType === "touch";
        if (this.pointers.size > 2) return;
        if (this.pointers.size === 2) {
          this.gesture = "pinch";
          return;
        }
        pressed = this.trail.nearest(from, this.picture.step, finger ? 2 * GRIP : GRIP);
        this.gesture = "press";
        // A finger may be about to scroll the page, and what lies over the mountain is meant by a press without a move.
        if (pressed === undefined || finger || this.overlay) return;
        this.gesture = "seek";
        events.seek(pressed);
      },
      options,
    );
    walk.addEventListener(
      "pointermove",
      (e) => {
        if (!this.picture) return;
        const to = local(e);
        const was = this.pointers.get(e.pointerId);
        if (!was) {
          const near = this.trail.nearest(to, this.picture.step, GRIP) !== undefined;
          walk.style.cursor = this.overlay ? "crosshair" : near ? "pointer" : "grab";
          this.overlay?.point(to);
          return;
        }
        if (this.gesture === "press") {
          const [dx, dy] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
          if (finger ? dx > 8 && dx > dy : Math.hypot(dx, dy) > 4) {
            this.gesture = pressed === undefined ? "pan" : "seek";
          }
        }
        if (this.gesture === "seek") {
          const near = this.trail.nearest(to, this.picture.step, Infinity);
          if (near !== undefined && near !== this.picture.step) events.seek(near);
        } else if (this.gesture === "pan") {
          this.pan(was, to);
        } else if (this.gesture === "pinch") {
          const still = [...this.pointers].find(([id]) => id !== e.pointerId)?.[1];
          if (still) {
            const apart = (p: Point) => Math.max(8, Math.hypot(p[0] - still[0], p[1] - still[1]));
            const middle: Point = [(to[0] + still[0]) / 2, (to[1] + still[1]) / 2];
            this.zoomAbout(middle, apart(was) / apart(to), [(to[0] - was[0]) / 2, (to[1] - was[1]) / 2]);
          }
        }
        if (this.gesture !== "press") this.pointers.set(e.pointerId, to);
        if (this.gesture === "pan") walk.style.cursor = "grabbing";
      },
      options,
    );
    const release = (e: PointerEvent) => {
      if (e.type === "pointerup" && this.gesture === "press") {
        if (this.overlay) this.overlay.pick(local(e));
        else if (pressed !== undefined) events.seek(pressed);
      }
      this.pointers.delete(e.pointerId);
      this.gesture = "";
      walk.style.cursor = "";
    };
    walk.addEventListener("pointerleave", () => this.overlay?.point(null), options);
    walk.addEventListener("pointerup", release, options);
    walk.addEventListener("pointercancel", release, options);
  }

  private pan(from: Point, to: Point): void {
    const [ax, ay] = this.toPoint(from);
    const [bx, by] = this.toPoint(to);
    const { x, y } = this.view;
    this.events.zoom({ x: [x[0] + ax - bx, x[1] + ax - bx], y: [y[0] + ay - by, y[1] + ay - by] });
  }

  private zoomAbout(pixel: Point, factor: number, shift: Point = [0, 0]): void {
    const [cx, cy] = this.toPoint([pixel[0] - shift[0], pixel[1] - shift[1]]);
    const [fx, fy] = [pixel[0] / this.width, 1 - pixel[1] / this.height];
    const { x, y } = this.view;
    const [w, h] = [(x[1] - x[0]) * factor, (y[1] - y[0]) * factor];
    const finest = 1e-9 * Math.max(1e-3, Math.abs(cx), Math.abs(cy));
    if (Math.min(w, h) < finest || Math.max(w, h) > 1e150) return; // beyond what 53 bits can draw
    this.events.zoom({ x: [cx - fx * w, cx + (1 - fx) * w], y: [cy - fy * h, cy + (1 - fy) * h] });
  }

  /** Holds the trail, or as much of its beginning as lies within about ten times the present view. */
  private viewOfTrail({ path }: MapPicture): View {
    const box = [this.view.x, this.view.y].map(([low, high], axis) => {
      const half = (high - low) / 2;
      const middle = low + half;
      const start = clamp(path[axis], middle - 10 * half, middle + 10 * half);
      return { middle, half, low: Math.min(start, middle), high: Math.max(start, middle) };
    });
    for (let k = 0; k < path.length; k += 2) {
      const beyond = box.some(({ middle, half }, axis) => !(Math.abs(path[k + axis] - middle) <= 10 * half));
      box.forEach((b, axis) => {
        const v = clamp(path[k + axis], b.middle - 10 * b.half, b.middle + 10 * b.half);
        b.low = Math.min(b.low, v);
        b.high = Math.max(b.high, v);
      });
      if (beyond) break;
    }
    const [x, y] = box.map(({ low, high, half }): Point => {
      const reach = Math.max(half, 0.6 * (high - low));
      return [(low + high) / 2 - reach, (low + high) / 2 + reach];
    });
    return { x, y };
  }
}

const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function widen({ x, y }: View, shape: number): View {
  const [w, h] = [x[1] - x[0], y[1] - y[0]];
  const [dx, dy] = [Math.max(0, h * shape - w) / 2, Math.max(0, w / shape - h) / 2];
  return { x: [x[0] - dx, x[1] + dx], y: [y[0] - dy, y[1] + dy] };
}

const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

/** Round values along an axis, with their text. */
export function ticks([low, high]: [number, number], most: number): { value: number; text: string }[] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const long = size >= 1e5 || size < 1e-2;
  const values = roundTicks(low, high, Math.max(2, most), long ? 1e-5 * size : 0);
  const decimals = clamp(-Math.floor(Math.log10((values[1] - values[0]) * 1.0001)) || 0, 0, 12);
  return values.map((value) => ({
    value,
    text: long ? tick(value) : value.toFixed(decimals).replace("-", "−"),
  }));
}

/** A colour of the page as numbers. */
export function hex(colour: string): Rgb {
  const pen = document.createElement("canvas").getContext("2d")!;
  pen.fillStyle = colour;
  const value = parseInt(String(pen.fillStyle).slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
