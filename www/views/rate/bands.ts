/** For each hiker a painted track of the rates that arrive, all on one scale. */
import { html, nothing, render } from "lit";
import type { Strip } from "../../engine/loading";
import type { Result, Results } from "../../engine/results";
import { rateOf } from "../../scene/changes";
import { rate } from "../../util/format";
import { HikerButton, hikerButtonStyle } from "../shared/hiker-button";
import { along, type Ends, Painter, SCALE } from "../shared/strip";
import type { Actions, View, ViewContext, ViewState } from "../view";
import { bandsText } from "../../text/en/bands";

interface BandsPicture {
  rows: { name: string; colour: string; strip: Strip | null; value: number | null }[];
  chosen: number;
  low: number;
  high: number;
  stale: boolean;
}

interface Row {
  root: HTMLElement;
  button: HikerButton;
  canvas: HTMLCanvasElement;
  mark: HTMLElement;
  text: HTMLElement;
}

const TRACK = 26;

class Bands implements View {
  private root: HTMLElement;
  private table: HTMLElement;
  private foot: HTMLElement;
  private scale: HTMLCanvasElement;
  private painter: Painter;
  private rows: Row[] = [];
  private picture: BandsPicture | null = null;
  private width = 0;
  private size = new ResizeObserver(() => this.measure());

  constructor(
    private host: HTMLElement,
    private results: Results,
    private actions: Actions,
  ) {
    host.innerHTML = `<div class="bands" role="group" aria-label="${bandsText.ratesThatArrive}">
      <div class="table"><div class="foot"><canvas></canvas></div></div>
    </div><p class="band tries"></p>`;
    this.root = host.querySelector(".bands")!;
    this.table = host.querySelector(".table")!;
    this.foot = host.querySelector(".foot")!;
    this.scale = host.querySelector(".foot canvas")!;
    this.painter = new Painter(this.root);
    this.size.observe(this.foot);
  }

  show({ experiment, labels, colours }: Result, { chosen }: ViewState): void {
    const { tracks, range, tracksCancelled } = this.results;
    this.draw({
      rows: labels.map((name, i) => ({
        name,
        colour: colours[i]!,
        strip: tracks[i]?.strip ?? null,
        value: rateOf(experiment.hikers[i]!),
      })),
      chosen,
      low: tracks.length ? Math.min(...tracks.map(({ low }) => low)) : range.low,
      high: tracks.length ? Math.max(...tracks.map(({ high }) => high)) : range.high,
      stale: !tracksCancelled && tracks.length < labels.length,
    });
    this.tell();
  }

  /** What takes long says so, and can be cancelled. */
  private tell(): void {
    const { results, actions } = this;
    const button = (word: string, act: () => void) =>
      html`<button type="button" @click=${act}>${word}</button>`;
    const words = results.tracksCancelled
      ? html`${bandsText.notAllTried} ${button(bandsText.tryThem, actions.sweep)}`
      : results.isLong.tracks
        ? html`${bandsText.underWay} ${button(bandsText.cancel, () => results.cancelTracks())}`
        : nothing;
    render(words, this.host.querySelector<HTMLElement>(".tries")!);
  }

  private draw(picture: BandsPicture): void {
    const old = this.picture;
    this.picture = picture;
    const { rows, table } = this;
    while (rows.length < picture.rows.length) rows.push(this.row(rows.length));
    for (const { root } of rows.splice(picture.rows.length)) root.remove();
    table.classList.toggle("stale", picture.stale);
    rows.forEach(({ button, text }, i) => {
      const row = picture.rows[i]!;
      button.show(row.name, row.colour, i === picture.chosen);
      const words = describe(row.strip, picture.stale);
      if (text.textContent !== words) text.textContent = words;
    });

    if (!this.width) return;
    const rescaled = picture.low !== old?.low || picture.high !== old.high;
    if (rescaled) this.painter.paintScale(this.scale, this.width, picture);
    rows.forEach((_, i) => {
      if (rescaled || picture.rows[i]!.strip !== old.rows[i]?.strip) this.paintRow(i);
      this.place(i, picture);
    });
  }

  themeChanged(): void {
    this.painter.themeChanged();
    this.paint();
  }

  destroy(): void {
    this.size.disconnect();
    this.host.replaceChildren();
  }

  private measure(): void {
    this.width = this.foot.clientWidth;
    this.paint();
  }

  private paint(): void {
    const { picture } = this;
    if (!picture || !this.width) return;
    this.painter.paintScale(this.scale, this.width, picture);
    this.rows.forEach((_, i) => {
      this.paintRow(i);
      this.place(i, picture);
    });
  }

  private paintRow(i: number): void {
    const picture = this.picture!;
    this.painter.paintStrip(this.rows[i]!.canvas, this.width, TRACK, picture, picture.rows[i]!.strip);
  }

  private place(i: number, ends: Ends): void {
    const { mark } = this.rows[i]!;
    const { value } = this.picture!.rows[i]!;
    mark.hidden = value === null;
    if (value !== null) mark.style.transform = `translateX(${along(ends, this.width, value)}px)`;
  }

  private row(i: number): Row {
    const root = document.createElement("div");
    root.className = "row";
    root.innerHTML = `<div class="track"><canvas aria-hidden="true"></canvas><i class="mark" hidden></i></div><span class="text"></span>`;
    const button = new HikerButton(() => this.actions.choose(i));
    root.prepend(button.root);
    this.foot.before(root);
    return {
      root,
      button,
      canvas: root.querySelector("canvas")!,
      mark: root.querySelector(".mark")!,
      text: root.querySelector(".text")!,
    };
  }
}

function describe(strip: Strip | null, stale: boolean): string {
  if (!strip) return stale ? bandsText.tryingRates : bandsText.notTried;
  if (!strip.band) return bandsText.noRateArrives;
  const all = strip.bands.map(([low, high]) => ({ low: rate(low), high: rate(high) }));
  return all.length === 1 && strip.decades
    ? bandsText.bandOfWidth({ ...all[0]!, decades: strip.decades.toFixed(1) })
    : bandsText.arrives(all);
}

export const make = (host: HTMLElement, { results, actions }: ViewContext): View =>
  new Bands(host, results, actions);

export const sheet = new CSSStyleSheet();
sheet.replaceSync(
  `
.bands-host { display: flex; flex-direction: column; gap: 10px; }
.bands { container: bands / inline-size; font-variant-numeric: tabular-nums; }
.bands .table { display: grid; grid-template-columns: max-content minmax(0, 1fr) max-content; gap: 8px 14px; align-items: center; }
.bands .row { display: contents; }
.bands canvas { display: block; width: 100%; }
.bands .track { position: relative; height: ${TRACK}px; }
.bands .track canvas { height: ${TRACK}px; border-radius: 4px; box-shadow: 0 0 0 1px var(--line); transition: opacity 0.15s; }
.bands .stale .track canvas { opacity: 0.4; }
.bands [hidden] { display: none; }
.bands .mark { position: absolute; left: 0; top: -4px; bottom: -4px; width: 0; pointer-events: none; }
.bands .mark::before {
  content: "";
  position: absolute;
  left: -1.5px;
  top: 0;
  bottom: 0;
  width: 3px;
  border-radius: 1.5px;
  background: var(--ink);
  box-shadow: 0 0 0 1.5px var(--panel);
}
.bands .text { color: var(--quiet); font-size: 14px; max-width: 34ch; }
.bands .foot { grid-column: 2; min-width: 0; height: ${SCALE}px; margin-top: -6px; }
.bands .foot canvas { height: ${SCALE}px; }
@container bands (max-width: 620px) {
  .bands .table { grid-template-columns: minmax(0, 1fr); gap: 10px; }
  .bands .row { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; }
  .bands .track { order: 1; flex: 0 0 100%; }
  .bands .text { margin-left: auto; }
  .bands .foot { grid-column: 1; }
}
@media (prefers-reduced-motion: reduce) { .bands * { transition: none !important; } }
` + hikerButtonStyle,
);
