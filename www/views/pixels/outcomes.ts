/** An overlay of the map: in which minimum the walk from each start ends, and how long it takes. */
import { html, render } from "lit";
import { rateOf } from "../../scene/changes";
import type { ShownExperiment } from "../../scene/shown-scene";
import type { Landscape, View } from "../../engine/loading";
import { rate as written, short } from "../../util/format";
import { same } from "../../scene/copy";
import { Inks, shades, type Ink } from "./shading";
import { Raster, type Painted } from "./raster";
import type { Overlay, Point } from "../shared/overlay";
import { outcomesText } from "../../text/en/outcomes";
import type { Unit } from "../../text/unit";

/** The engine's codes of starts whose walk ends in no minimum. */
const [NOWHERE, THROWN_OUT] = [254, 255];

const COLOURS = ["--h0", "--h2", "--h3", "--h4", "--h5", "--h1", "--h7", "--h6"];
const TEXTURES = ["plain", "rising", "across", "upright", "falling"] as const;
const OTHERS: Ink[] = [
  { colour: "--quiet", texture: "dots", fill: 0.12, line: 0.75, shaded: false },
  { colour: "--thrown", texture: "cross", fill: 0.34, line: 0.95, shaded: false },
];
const valleyInk = (k: number): Ink => ({
  colour: COLOURS[k % COLOURS.length]!,
  texture: TEXTURES[k % TEXTURES.length]!,
  fill: 0.86,
  line: 0.16,
  shaded: true,
});

export interface OutcomesPicture {
  /** Of one hiker. */
  experiment: ShownExperiment;
  landscape: Landscape;
  locked: boolean;
}
interface About {
  experiment: ShownExperiment;
  view: View;
}

/** What the map depends on: all but the hiker's own start. */
const settings = ({ start: _, ...rest }: ShownExperiment) => rest;

export class Outcomes implements Overlay {
  private raster: Raster<"endings", About>;
  private picture?: OutcomesPicture;
  private inks?: Inks;
  private seen?: { view: View; width: number; height: number };
  private pointed: Point | null = null; // the place under the pointer, in parts of the map
  private shades: Uint8Array = new Uint8Array();
  private counted: { of?: Painted<About>; shares: Map<number, number> | null } = { shares: null };
  private cancelled = false;
  private asked?: About;

  constructor(
    private legend: HTMLElement,
    private events: { walk(at: Point): void; failed(fault: string): void },
  ) {
    this.raster = new Raster(
      "endings",
      () => this.shading,
      () => this.came(),
      events.failed,
    );
    this.raster.canvas.className = "outcomes";
  }

  get canvas(): HTMLCanvasElement {
    return this.raster.canvas;
  }

  show(picture: OutcomesPicture): void {
    const known = this.picture?.landscape.minima.length === picture.landscape.minima.length;
    this.picture = picture;
    if (!known) this.inks = undefined;
    this.begin();
    this.tell();
  }

  /** The part of the plane that the map shows now. */
  look(view: View, width: number, height: number): void {
    this.seen = { view, width, height };
    this.begin();
  }

  themeChanged(): void {
    this.inks = undefined;
    this.raster.repaint();
    this.tell();
  }

  destroy(): void {
    this.raster.destroy();
    render("", this.legend);
  }

  /** The pointer is over a place of the map, in its pixels. */
  point(at: Point | null): void {
    this.pointed = at && this.seen ? [at[0] / this.seen.width, at[1] / this.seen.height] : null;
    this.tell();
  }

  /** Walks from exactly the start that the pixel there stands for. */
  pick([x, y]: Point): void {
    const { view, width, height } = this.seen!;
    const here = this.raster.at(x / width, y / height);
    const { columns, rows } = here?.level ?? { columns: width, rows: height };
    this.events.walk(middle(view, columns, rows, here?.i ?? x - 0.5, here?.j ?? y - 0.5));
  }

  private begin(): void {
    const { picture, seen } = this;
    if (!picture || !seen) return;
    const about = { experiment: picture.experiment, view: seen.view };
    const { asked } = this;
    if (asked && same(settings(asked.experiment), settings(about.experiment)) && same(asked.view, about.view))
      return;
    this.asked = about;
    this.cancelled = false;
    const { view, width, height } = seen;
    const { experiment } = picture;
    this.raster.ask(about, experiment, width, height, ({ columns, rows, from, to }) => ({
      experiment,
      args: [{ ...view, width: columns, height: rows }, from, to],
    }));
  }

  private get shading() {
    const valleys = Math.max(1, this.picture!.landscape.minima.length);
    if (this.shades.length !== this.records + 1) this.shades = shades(this.records);
    this.inks ??= new Inks(this.legend, [
      ...Array.from({ length: valleys }, (_, k) => valleyInk(k)),
      ...OTHERS,
    ]);
    return {
      inks: this.inks,
      ink: (code: number) => (code < NOWHERE ? code : valleys + code - NOWHERE),
      shades: this.shades,
    };
  }

  private get records(): number {
    const { steps, epochs } = this.picture!.experiment;
    return steps ?? epochs!;
  }

  private get unit(): Unit {
    return this.picture!.experiment.steps === undefined ? "epoch" : "step";
  }

  private word(code: number): string {
    if (code === THROWN_OUT) return outcomesText.thrownOut;
    if (code === NOWHERE) return outcomesText.arrivesNowhere;
    const { minima } = this.picture!.landscape;
    const minimum = minima[code];
    if (!minimum) return outcomesText.settles;
    const alike = minima.filter(({ name }) => name === minimum.name).length > 1;
    const place = minimum.at.map((x) => short(Number(x.toPrecision(3)))).join(", ");
    return alike ? outcomesText.valleyAt({ name: minimum.name, place }) : minimum.name;
  }

  /** While coarse pictures follow each other the legend changes only if something points at the map. */
  private came(): void {
    const { painted, isLong } = this.raster;
    if (painted?.whole || this.counted.shares || this.pointed || isLong || this.cancelled) this.tell();
  }

  /** Where the walk from the start under the pointer ends. */
  private get told(): string {
    const { pointed, seen, raster } = this;
    const here = pointed && raster.at(...pointed);
    if (!here) return "";
    const { level, i, j, pixel } = here;
    const [x, y] = middle(seen!.view, level.columns, level.rows, i, j);
    const [a, b] = this.picture!.landscape.names;
    const [code, when] = [level.code[pixel]!, level.when[pixel]!];
    const start = { x: { name: a, value: short(x) }, y: { name: b, value: short(y) } };
    const { unit, records: length } = this;
    if (code === THROWN_OUT) return outcomesText.startThrownOut(start);
    if (code === NOWHERE) return outcomesText.startArrivesNowhere({ ...start, length, unit });
    return outcomesText.startArrives({ ...start, valley: this.word(code), at: when, unit });
  }

  private tell(): void {
    if (!this.picture) return;
    const { raster, picture } = this;
    const { painted, isLong, progress } = raster;
    const { told } = this;
    const { hikers } = picture.experiment;
    const codes = [...Array(Math.max(1, picture.landscape.minima.length)).keys(), NOWHERE, THROWN_OUT];
    if (painted !== this.counted.of || (painted?.whole && !this.counted.shares))
      this.counted = { of: painted, shares: painted?.whole ? shares(painted.fine.code) : null };
    const whole = this.counted.shares;
    const { inks, ink } = this.shading;
    const fill = (canvas: Element | undefined, code: number) => {
      const drawn = canvas as HTMLCanvasElement & { inks?: Inks };
      if (!drawn || drawn.inks === inks) return;
      drawn.inks = inks;
      inks.swatch(drawn, ink(code));
    };
    const cancel = () => {
      this.cancelled = true;
      raster.cancel();
    };
    const again = () => {
      this.asked = undefined;
      this.begin();
      this.tell();
    };
    render(
      html`<div class="key" role="group" aria-label=${outcomesText.whereStartsEnd}>
        <b>${outcomesText.whereStartsEnd}</b>
        <span class="at">${outcomesText.atRate({ rate: written(rateOf(hikers[0]!)) })}</span>
        ${codes.map(
          (code) =>
            html`<span class="entry"
              ><canvas width="34" height="18" aria-hidden="true" data-code=${code}></canvas>${this.word(code)}
              <i>${whole ? percent(whole.get(code) ?? 0) : ""}</i></span
            >`,
        )}
        <span class="scale">${outcomesText.shades({ length: this.records, unit: this.unit })}</span>
        <span class="told" role="status" ?hidden=${!told && (isLong || this.cancelled)}
          >${told || (picture.locked ? "" : outcomesText.pressToWalk)}</span
        >
        ${isLong ? html`<span class="long">${outcomesText.walking({ percent: Math.round(100 * progress) })} <button type="button" @click=${cancel}>${outcomesText.cancel}</button></span>` : ""}
        ${this.cancelled ? html`<span class="long">${outcomesText.notAllWalked} <button type="button" @click=${again}>${outcomesText.goOn}</button></span>` : ""}
      </div>`,
      this.legend,
    );
    for (const canvas of this.legend.querySelectorAll("canvas")) fill(canvas, Number(canvas.dataset.code));
  }
}

/** The start that a pixel stands for, to the bit as the engine computes it. */
function middle({ x, y }: View, columns: number, rows: number, i: number, j: number): Point {
  return [x[0] + ((i + 0.5) * (x[1] - x[0])) / columns, y[1] - ((j + 0.5) * (y[1] - y[0])) / rows];
}

function shares(codes: Uint8Array): Map<number, number> {
  const counts = new Uint32Array(256);
  for (const code of codes) counts[code]!++;
  return new Map([...counts].map((count, code) => [code, count / codes.length]));
}

const percent = (part: number) =>
  part > 0 && part < 0.01
    ? outcomesText.lessThanOnePercent
    : outcomesText.share({ percent: Math.round(100 * part) });

export const outcomesStyle = `
.outcomes { position: absolute; inset: 0; width: 100%; height: 100%; display: block; image-rendering: pixelated; }
`;
