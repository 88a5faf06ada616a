/** What a figure was made from, in words. */
import { optionsInWords } from "../scene/options";
import type { ShownChosen, ShownExperiment, ShownHiker } from "../scene/shown-scene";
import { madeFromText } from "../text/en/export";

const DIGITS = 6; // the link beside it has them all

/** A value of an experiment in words. */
const said = (value: unknown): string =>
  typeof value === "number"
    ? String(Number(value.toPrecision(DIGITS)))
    : typeof value === "boolean"
      ? value
        ? madeFromText.yes
        : madeFromText.no
      : typeof value === "string"
        ? value
        : Array.isArray(value) || ArrayBuffer.isView(value)
          ? `(${Array.from(value as number[], said).join(", ")})`
          : chosen(value as ShownChosen);

/** A name and its arguments; data of the scene's own is not told number by number. */
function chosen({ name, ...rest }: Partial<ShownChosen>): string {
  if (!name) return madeFromText.ownData;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const told = given.map(([key, value]) => `${key} ${said(value)}`);
  return told.length ? `${name} (${told.join(", ")})` : name;
}

const walksBy = ({ optimizer, scheduler, ...options }: Partial<ShownHiker>): string[] => [
  ...(optimizer ? [chosen(optimizer)] : []),
  ...(scheduler ? [chosen(scheduler)] : []),
  ...optionsInWords(options),
];

const hiker = ({
  scheduler = { name: madeFromText.constantRate },
  changes = [],
  ...rest
}: ShownHiker): string =>
  [
    ...walksBy({ ...rest, scheduler }),
    ...changes.map((change) => madeFromText.fromOn({ at: change.at, by: walksBy(change).join(", ") })),
  ].join(", ");

/** Lines: the loss and the length of the walk, and the hikers where they are several. */
export function settings(
  { loss, start, steps, epochs, seed, hikers }: ShownExperiment,
  labels: string[],
): string[] {
  const length =
    steps === undefined
      ? madeFromText.walkOf({ length: epochs!, unit: "epoch" })
      : madeFromText.walkOf({ length: steps, unit: "step" });
  const from = start && start.length <= 4 ? [madeFromText.startAt({ start: said(start) })] : [];
  const first = [
    madeFromText.lossOf({ loss: chosen(loss) }),
    ...from,
    length,
    madeFromText.seedIs({ seed: seed ?? 0 }),
  ].join(" · ");
  if (hikers.length === 1) return [`${first} · ${hiker(hikers[0]!)}`];
  return [first, ...hikers.map((one, i) => `${labels[i]}: ${hiker(one)}`)];
}
