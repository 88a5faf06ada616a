/** What a scene needs before it can be checked, and whether checking it is left to a worker. */
import { isLarge, isLargeTable } from "../scene/data-size";
import { catalogue, loadTable, loadWhole, tables, wholeEngine } from "./loading";
import type { Chosen } from "./loading";
import type { ShownExperiment, ShownHiker, ShownScene } from "../scene/shown-scene";

/** A hiker of a scene that is not checked yet. */
type Unchecked = ShownHiker & { changes?: readonly Partial<ShownHiker>[] };

/** Whether the loss is one of data. */
export const isOfData = (experiment: ShownExperiment | undefined): boolean =>
  catalogue()
    .losses.find(({ name }) => name === experiment?.loss?.name)
    ?.args.some(({ type }) => type === "data") ?? false;

/** Whether it names what only the whole engine has. */
function needsWhole(experiment: ShownExperiment | undefined): boolean {
  const { losses, optimizers, schedulers } = catalogue();
  const hikers = Array.isArray(experiment?.hikers) ? experiment.hikers : [];
  const settings = hikers.flatMap((hiker) => [hiker, ...((hiker as Unchecked)?.changes ?? [])]);
  const named = [experiment?.loss, ...settings.flatMap((one) => [one?.optimizer, one?.scheduler])].map(
    (one) => one?.name,
  );
  return [...losses, ...optimizers, ...schedulers].some(({ name, opens }) => !opens && named.includes(name));
}

/** What must be loaded before the scene can be checked: the whole engine, or a table. Undefined where nothing is missing. */
export function missing(scene: ShownScene): Promise<unknown> | undefined {
  const all = experiments(scene);
  const whole = wholeEngine();
  if (!whole) return all.some(needsWhole) ? loadWhole() : undefined;
  const name = all
    .map((one) => (one?.loss?.data as Chosen | undefined)?.name)
    .map((data) => whole.tableNeeded({ loss: { data: { name: data } } } as never))
    .find((name) => name !== null && !tables.has(name));
  return name ? loadTable(name).then((csv) => isLargeTable(csv) || whole.provideTable(name, csv)) : undefined;
}

/** Whether the experiment takes the page's own thread too long to check. */
export const isLargeExperiment = (experiment: ShownExperiment): boolean =>
  isOfData(experiment) && isLarge(experiment, catalogue(), tables);

export const isLargeScene = (scene: ShownScene): boolean => experiments(scene).some(isLargeExperiment);

/** All of a scene's, of which some may be wrong. */
function experiments({ experiment, acts, pins }: ShownScene): ShownExperiment[] {
  return [experiment, ...[acts, pins].flat().flatMap((one) => one?.experiment ?? [])];
}
