/** What a figure gives away: files and texts; on a wall large type, on paper its settings and its link. */
import { html, nothing, type TemplateResult } from "lit";
import type { DrawnFigure } from "../views/view";
import type { Format } from "./format";
import { settings } from "./settings";
import { exportText } from "../text/en/export";

const FORMATS: [format: Format, name: string][] = [
  ["png", "PNG"],
  ["svg", "SVG"],
  ["csv", "CSV"],
  ["json", "JSON"],
  ["py", "Python"],
];
const KEPT = 60_000; // milliseconds in which a browser has taken a file

/** The figure it stands in. */
interface Figure {
  readonly address: string;
  /** Of the page that opens it; undefined in somebody else's. */
  page?: string;
  requestUpdate(): void;
}

export class Exporting {
  private said = "";
  private copied = ""; // shown where the clipboard is refused
  private projecting = false;

  constructor(
    private figure: Figure,
    private drawn: DrawnFigure,
  ) {}

  /** Classes of the figure. */
  get look(): string {
    return this.projecting ? " projector" : "";
  }

  /** Large type and thick lines, and back. */
  project(): void {
    this.projecting = !this.projecting;
    this.figure.requestUpdate();
  }

  panel(): TemplateResult {
    return html`<details class="export">
      <summary>${exportText.export}</summary>
      <ul>
        ${FORMATS.map((format) => this.format(...format))}
      </ul>
      <p role="status">${this.said}</p>
      ${this.copied ? html`<textarea readonly aria-label=${exportText.toBeCopied} .value=${this.copied}></textarea>` : nothing}
    </details>`;
  }

  projector(): TemplateResult {
    return html`<button
      type="button"
      aria-pressed=${this.projecting}
      title=${exportText.largeType}
      @click=${() => this.project()}
    >
      ${exportText.projector}
    </button>`;
  }

  /** Written for paper alone: a link takes too long to be written at each frame. */
  printed(): TemplateResult | typeof nothing {
    if (!matchMedia("print").matches) return nothing;
    const { experiment, labels } = this.drawn.results.result!;
    return html`<div class="printed">
      ${settings(experiment, labels).map((line) => html`<p>${line}</p>`)}
      <p>${this.link}</p>
    </div>`;
  }

  private format(format: Format, name: string) {
    return html`<li>
      <b>${name}</b> <span>${exportText.holds[format]}</span>
      <button
        type="button"
        aria-label=${exportText.downloadOf({ format: name })}
        @click=${() => this.download(format)}
      >
        ${exportText.download}
      </button>
      ${
        format === "png"
          ? nothing
          : html`<button
              type="button"
              aria-label=${exportText.copyOf({ format: name })}
              @click=${() => this.copy(format)}
            >
              ${exportText.copy}
            </button>`
      }
    </li>`;
  }

  /** What opens the figure, or, in somebody else's page, the scene as the text of a link. */
  private get link(): string {
    const { page, address } = this.figure;
    if (!address) return "";
    return page ? `${page}#${address}` : exportText.sceneIs({ address });
  }

  private say(text: string): void {
    this.said = text;
    this.figure.requestUpdate();
  }

  private async made(format: Format): Promise<Blob | undefined> {
    this.copied = "";
    this.say(exportText.making);
    try {
      const { make } = await import(".");
      return await make(format, this.drawn, this.link);
    } catch (fault) {
      this.say((fault as Error).message);
      return undefined;
    }
  }

  private async download(format: Format): Promise<void> {
    const blob = await this.made(format);
    if (!blob) return;
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(blob);
    anchor.download = exportText.fileName({ loss: this.drawn.results.result!.experiment.loss.name, format });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT);
    // A refused download is told to nobody.
    const framed = window !== parent;
    const { download: file } = anchor;
    this.say(framed ? exportText.onItsWayInFrame({ file }) : exportText.onItsWay({ file }));
  }

  private async copy(format: Format): Promise<void> {
    const blob = await this.made(format);
    if (!blob) return;
    const text = await blob.text();
    try {
      await navigator.clipboard.writeText(text);
      this.say(exportText.copied);
    } catch {
      this.copied = text;
      this.say(exportText.clipboardRefused);
    }
  }
}

export const exportingStyle = `
.export summary { color: var(--quiet); align-content: center; }
.export ul { display: grid; grid-template-columns: max-content 1fr max-content max-content; gap: 6px 14px; align-items: center; max-width: 560px; margin: 6px 0; padding: 0; list-style: none; }
.export li { display: contents; }
.export b { grid-column: 1; }
.export span { color: var(--quiet); }
.export li button:first-of-type { grid-column: 3; }
.export p { margin: 0; }
.export textarea { box-sizing: border-box; width: 100%; height: 8em; }
.projector { zoom: 1.5; }
.projector .ground { height: clamp(220px, 24cqw, 560px); }
.printed { display: none; color: var(--quiet); font-size: 13px; overflow-wrap: anywhere; }
.printed p { margin: 0; }
@media print {
  .projector { zoom: 1; }
  .figure { break-inside: avoid; background: none; print-color-adjust: exact; }
  .printed { display: block; order: 8; }
  :is(.bar, .slider-host, .controls, .menu > .row, .pins, .export, .under-way, .fault, .digging, .toggle, .whole, .map-flag, .map-out, .arithmetic:not([open]), summary, .lesson button) { display: none !important; }
  .hikers button { border: 0 !important; padding: 0; background: none !important; box-shadow: none !important; }
  .figure .verdict { min-height: 0; }
  /* What was drawn for the screen keeps its shape on paper. */
  .map canvas, .data canvas { object-fit: contain; object-position: 0 0; }
  /* Chromium prints a canvas stroke by stroke: its clearing must not reach what lies behind. */
  canvas { opacity: 0.999 !important; }
  .charts :is(.loss-host, .rate-host), .charts .extra-host > *, .chart { height: auto; flex: none; }
  .chart .frame { flex: none; overflow: visible; }
  .chart .frame .uplot { position: static; max-width: 100%; }
  .u-wrap { max-width: 100%; height: auto !important; }
  .uplot .u-wrap canvas { height: auto; }
}
`;
