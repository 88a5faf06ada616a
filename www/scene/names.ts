/** Names and colours of hikers. */
import { inWords } from "./changes";
import type { ShownExperiment, ShownHiker } from "./shown-scene";
import { rate } from "../util/format";
import { hikersText } from "../text/en/hikers";

/** Each hiker is named by the settings in which hikers differ, or by its rate if they do not. */
export function names({ hikers }: ShownExperiment): string[] {
  const parts: ((hiker: ShownHiker) => string)[] = [
    ({ optimizer }) => optimizer.name,
    ({ optimizer }) =>
      Object.entries(optimizer)
        .filter(([key]) => key !== "name" && key !== "lr")
        .map(([key, value]) => `${key.replaceAll("_", " ")} ${String(value)}`)
        .join(", "),
    ({ scheduler }) => (scheduler?.name ?? "constant").replaceAll("_", " "),
    ({ batch_size }) =>
      batch_size === undefined ? hikersText.allSamples : hikersText.batchOf({ size: batch_size }),
    (hiker) =>
      hiker.changes
        ?.map((change) => hikersText.changesFrom({ at: change.at, change: inWords(hiker, change) }))
        .join("; ") ?? hikersText.unchanged,
    ({ optimizer }) => `η = ${rate(optimizer.lr as number)}`,
  ];
  const telling = parts.filter((part) => new Set(hikers.map(part)).size > 1);
  const used = telling.length > 0 ? telling : parts.slice(-1);
  return hikers.map((hiker) =>
    used
      .map((part) => part(hiker))
      .filter(Boolean)
      .join(", "),
  );
}

/** The CSS property of each hiker's colour; empty for one alone, which has the colours of the map. */
export const colours = ({ hikers }: ShownExperiment): string[] =>
  hikers.map((_, i) => (hikers.length > 1 ? `--h${i % 8}` : ""));
