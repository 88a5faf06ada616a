/** A figure as a file. */
import type { DrawnFigure } from "../views/view";
import { loadWhole, wholeEngine } from "../engine/loading";
import { picture } from "./figure";
import { canvas, svg } from "../views/shared/shapes";
import type { Format } from "./format";
import { csv, json } from "./text";
import { exportText } from "../text/en/export";

const SCALE = 3; // pixels a unit: 1000 units on 17 cm of paper are 450 pixels an inch

/** What the file holds. `link` is what opens the figure. */
export async function make(format: Format, figure: DrawnFigure, link: string): Promise<Blob> {
  const { results, state } = figure;
  const { experiment, run, labels, landscape } = results.result!;
  const text = (type: string, parts: string[]) => new Blob(parts, { type });
  if (format === "csv") return text("text/csv", csv(run, labels, landscape.names));
  if (format === "json") return text("application/json", [json(state.scene, run)]);
  if (format === "py") {
    await loadWhole();
    return text("text/x-python", [wholeEngine()!.python(experiment, state.chosen)]);
  }
  const drawn = await picture(figure, link);
  if (format === "svg") return text("image/svg+xml", [svg(drawn)]);
  const blob = await new Promise<Blob | null>((resolve) => canvas(drawn, SCALE).toBlob(resolve, "image/png"));
  if (!blob) throw new Error(exportText.pngTooLarge);
  return blob;
}
