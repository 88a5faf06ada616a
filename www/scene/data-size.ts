/** How much data an experiment has. Large data is not generated, copied or compared on the page's own thread. */
import type { Catalogue } from "../engine/loading";
import { isRows } from "./copy";
import type { ShownChosen, ShownExperiment } from "./shown-scene";

const LARGE = 10_000; // numbers
export const MOST_IN_LINK = 5000; // of a table of one's own
const CHARACTERS = 7; // about, of a table's text for each number

/** How many numbers the rows of own data have; 0 if it is something else. */
export const ownNumbers = (data: unknown): number =>
  typeof data === "object" && data !== null && isRows(data) ? data.X.length * (data.X[0]?.length ?? 0) : 0;

export const isLargeData = (data: unknown): boolean => ownNumbers(data) > LARGE;

export const isLargeTable = (csv: string): boolean => csv.length > LARGE * CHARACTERS;

/** About how many numbers an experiment's data and network have; wrong parts count as 0. */
function numbers({ loss }: ShownExperiment, catalogue: Catalogue, tables: Map<string, string>): number {
  const data = loss?.data as ShownChosen | undefined;
  if (typeof data !== "object" || data === null) return 0;
  const sizes = loss.hidden_layer_sizes;
  const layers = Array.isArray(sizes) ? (sizes as number[]) : [];
  const weights = layers.reduce((sum, size, i) => sum + size * (layers[i - 1] ?? 0), 0);
  if (isRows(data)) return weights + ownNumbers(data);
  const args = catalogue.data.find(({ name }) => name === data.name)?.args ?? [];
  const of = (key: string) => Number(data[key] ?? args.find(({ name }) => name === key)?.default ?? NaN);
  const made = of("n_samples") * (of("n_features") || 2);
  return weights + (made || (tables.get(data.name as string)?.length ?? 0) / CHARACTERS);
}

/** `tables` are the shipped ones that are loaded, as text. */
export const isLarge = (
  experiment: ShownExperiment,
  catalogue: Catalogue,
  tables: Map<string, string>,
): boolean => numbers(experiment, catalogue, tables) > LARGE;
