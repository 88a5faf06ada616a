/** The hiking map: the ground (relief.ts) on one canvas, its contour lines on another, and the walk on a third. */
import type { View } from "../../engine/loading";
import { short } from "../../util/format";
import { listen } from "./gestures";
import { edge, Lettering, type Edge } from "./lettering";
import { hex } from "../shared/colour";
import type { Overlay } from "../shared/overlay";
import { palettes, type Palette } from "./palette";
import type { MapEvents, MapPicture } from "./picture";
import { clamp, Projection, widen, type Point } from "./projection";
import type { ContourLabel } from "./contour-labels";
import { drawRelief } from "./relief";
import { drawArrow, drawCross, drawFlag, drawHiker, drawPennant, type Colours } from "./signs";
import { mapStyle } from "./style";
import { Taken } from "./taken";
import { Trail } from "./trail";
import { mapText } from "../../text/en/map";

/** A point by the names of the axes. */
const named = ([across, up]: [string, string], x: number, y: number) => ({
  x: { name: across, value: short(x) },
  y: { name: up, value: short(y) },
});

/** The loss at the middle of each pixel; null where it comes later, by `setHeights`. */
type Heights = (view: View, columns: number, rows: number) => Float64Array | null;

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
  private density = 1;
  private projection = new Projection({ x: [0, 1], y: [0, 1] }, 0, 0); // of the view, widened to the host's shape
  private drawn = ""; // the view, size and density that the ground was drawn for
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
  private stop = new AbortController();
  private observer: ResizeObserver;

  constructor(
    private host: HTMLElement,
    private heights: Heights,
    events: MapEvents,
  ) {
    this.ground.className = "map-ground";
    this.lines.className = "map-lines";
    this.walk.className = "map-walk";
    this.flag.className = "map-flag";
    this.flag.type = this.out.type = "button";
    this.out.className = "map-out";
    this.out.textContent = mapText.showWhereItWent;
    this.out.hidden = true;
    host.append(this.ground, this.lines, this.walk, this.flag, this.out);
    this.sheet.replaceSync(mapStyle);
    const root = host.getRootNode() as ShadowRoot | Document;
    root.adoptedStyleSheets.push(this.sheet);
    this.colours = this.readColours();
    const { walk, flag, out } = this;
    listen({ host, walk, flag, out }, () => this.shown, events, this.stop.signal);
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(host);
  }

  /** `terrain`: the heights are others than before. */
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
    this.overlay?.canvas.remove();
    this.overlay = overlay;
    if (overlay) this.lines.before(overlay.canvas);
    if (this.drawn) overlay?.look(this.projection.view, this.projection.width, this.projection.height);
  }

  /** Shows the walk at another rate; null ends that. */
  setPreview(path: Float64Array | null): void {
    if (path === this.preview) return;
    this.preview = path;
    if (this.picture && this.projection.width) this.drawWalk(this.picture);
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

  /** What pointers and keys act on; undefined before the first picture. */
  private get shown() {
    const { picture, projection, trail, overlay } = this;
    return picture && { picture, projection, trail, overlay };
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
    const view = picture.equal ? widen(picture.view, width / height) : picture.view;
    this.projection = new Projection(view, width, height);
    const wanted = [view.x, view.y, width, height, this.density].join();
    if (wanted !== this.drawn) {
      this.drawn = wanted;
      this.overlay?.look(view, width, height);
      // While the ground keeps changing (panning, zooming, an argument dragged) it is drawn coarser.
      const keepsChanging = performance.now() - this.lastGround < 300 && this.cost > 12;
      this.drawGround(keepsChanging ? 2 : 1);
      clearTimeout(this.settle);
      if (keepsChanging) {
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
    const { width, height } = this.projection;
    const cell = coarse * Math.max(1, Math.sqrt((width * height) / 600_000)); // CSS pixels a height
    const columns = Math.max(2, Math.round(width / cell));
    const rows = Math.max(2, Math.round(height / cell));
    const heights = this.heights(this.projection.view, columns, rows);
    const late = heights === null;
    this.dim(late);
    if (late) return;
    this.paintGround(heights, columns, rows, coarse > 1 ? 1 : this.density);
    this.lastGround = performance.now();
    if (coarse === 1) this.cost = this.lastGround - began;
  }

  private paintGround(heights: Float64Array, columns: number, rows: number, density: number): void {
    const { width, height } = this.projection;
    const paper = hex(this.colours.paper);
    const field = { heights, columns, rows };
    this.labels = drawRelief(this.ground, this.lines, field, { width, height, density }, this.palette, paper);
  }

  /** Takes heights that came later, coarse ones first. Those of another view than the present one are ignored. */
  setHeights(view: View, columns: number, rows: number, heights: Float64Array, done: boolean): void {
    const { x, y } = this.projection.view;
    if (String([view.x, view.y]) !== String([x, y]) || !this.picture) return;
    this.paintGround(heights, columns, rows, this.density);
    this.dim(!done);
    this.drawWalk(this.picture);
  }

  /** No heights will come: the ground stays as it is drawn. */
  cancelHeights(): void {
    this.dim(false);
  }

  private dim(late: boolean): void {
    for (const canvas of [this.ground, this.lines]) canvas.classList.toggle("stale", late);
  }

  // ---- the walk ----

  private drawWalk(picture: MapPicture): void {
    const { pen, walk, projection, density, colours } = this;
    const { view, width, height } = projection;
    const [w, h] = [Math.round(width * density), Math.round(height * density)];
    if (walk.width !== w || walk.height !== h) [walk.width, walk.height] = [w, h];
    pen.setTransform(w / width, 0, 0, h / height, 0, 0);
    pen.clearRect(0, 0, width, height);
    pen.lineCap = pen.lineJoin = "round";

    this.trail.place(picture.path, this.drawn, view, width, height);
    const records = picture.path.length / 2;
    const step = Math.max(0, Math.min(records - 1, picture.step));
    const here: Point = this.trail.at(step);
    const inside = projection.has(here);
    const start = projection.toPixel(picture.start);
    const foot: Point = projection.has(start)
      ? start
      : [clamp(start[0], 8, width - 8), clamp(start[1], 36, height - 4)];
    const exit = picture.veiled ? undefined : this.trail.exit;

    const taken = this.trail.taken.copy(); // cells that words keep clear of
    if (inside) taken.box(here[0], here[1] - 11, 22, 28);
    taken.box(foot[0] + 6, foot[1] - 16, 26, 36);
    for (const { at } of picture.minima) taken.box(...projection.toPixel(at), 10, 10);
    this.out.hidden = exit === undefined;
    const solid = new Taken(width, height); // cells that not even the words on the edge may cover
    if (exit) for (const ground of [taken, solid]) ground.box(width - 85, 25, 160, 48);

    const edges: Edge[] = [];
    if (!inside) {
      const [x, y] = [picture.path[2 * step], picture.path[2 * step + 1]];
      const words = mapText.hikerIsAt(named(picture.names, x, y));
      edges.push({ ...edge(here, projection), words, colour: colours.hiker });
    }
    if (exit && !(exit.to === step && !inside)) {
      const axis = exit.axis;
      const end = { name: picture.names[axis], value: short(picture.path[2 * exit.to + axis]) };
      const words = exit.stays ? mapText.endsAt(end) : mapText.wentTo(end);
      edges.push({ ...edge(exit.at, projection), words, colour: colours.trail });
    }
    for (const { x, y, dx, dy } of edges)
      for (const ground of [taken, solid]) ground.box(x - dx * 6, y - dy * 6, 14, 14);
    const lettering = new Lettering(pen, projection, colours, this.font, taken, solid);
    lettering.drawTicks(picture.names);
    // These words are drawn last, but take their room before others.
    const marks = edges.map((edge) => lettering.placeEdgeMark(edge));
    const ranked = [...picture.minima].sort((a, b) => Number(b.global) - Number(a.global));
    const names = ranked.map((minimum) => lettering.placeName(minimum));
    lettering.drawContourLabels(this.labels, this.palette);

    this.drawOthers(picture);
    if (this.preview) {
      this.previewTrail.place(this.preview, this.drawn, view, width, height);
      this.previewTrail.drawPreview(pen, colours);
    }
    this.trail.draw(pen, step, colours, picture.veiled);
    for (const at of picture.changes)
      if (at < records && (at <= step || !picture.veiled)) drawPennant(pen, this.trail.at(at), colours);
    for (const { at, global } of picture.minima) drawCross(pen, projection.toPixel(at), global, colours);
    drawFlag(pen, foot, projection.has(start), width, colours);
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
    const { pen, colours } = this;
    const { view, width, height } = this.projection;
    const style = getComputedStyle(this.host);
    others.forEach(({ path, colour }, i) => {
      const trail = (this.otherTrails[i] ??= new Trail());
      trail.place(path, this.drawn, view, width, height);
      const here = Math.max(0, Math.min(path.length / 2 - 1, step));
      const own = style.getPropertyValue(colour).trim();
      trail.drawPlain(pen, here, { paper: colours.paper, trail: own }, veiled);
    });
  }

  private placeFlag(picture: MapPicture, [x, y]: Point): void {
    this.flag.hidden = !picture.movable;
    const label = mapText.startIsAt(named(picture.names, ...picture.start));
    if (this.flag.ariaLabel !== label) this.flag.ariaLabel = label;
    const { width, height } = this.projection;
    this.flag.style.transform = `translate(${clamp(x, 10, width - 18)}px, ${clamp(y, 34, height - 6)}px)`;
  }
}
