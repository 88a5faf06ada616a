/** The numbers of a figure, and the program that makes them, as text. */
import type { Run } from "../engine/loading";
import type { ShownScene } from "../scene/shown-scene";

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A row a record of each hiker; numbers with all their digits. */
export function csv({ hikers }: Run, labels: string[], parameters: string[]): string[] {
  const metrics = Object.keys(hikers[0]!.metrics);
  const rows = [["hiker", "record", ...parameters, "loss", "lr", ...metrics].map(quoted).join() + "\n"];
  hikers.forEach(({ dim, params, loss, lr, metrics: measured }, i) => {
    for (let k = 0; k < loss.length; k++) {
      const others = metrics.map((name) => measured[name]![k]);
      const at = params.subarray(k * dim, (k + 1) * dim);
      rows.push([quoted(labels[i]!), k, ...at, loss[k], lr[k], ...others].join() + "\n");
    }
  });
  return rows;
}

/** The scene and its run, with plain arrays. */
export const json = (scene: ShownScene, run: Run): string =>
  JSON.stringify({ scene, run }, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
  );
