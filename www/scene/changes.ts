/** Settings of a hiker that change during its walk: which hold at a record, and how a change is described. */
import type { Change, Hiker } from "../engine/loading";
import { copy } from "./copy";
import { optionsInWords } from "./options";
import type { DeepReadonly, ShownChange, ShownChosen, ShownHiker } from "./shown-scene";
import { rate } from "../util/format";
import { hikersText } from "../text/en/hikers";

/** The settings that hold from the record `since` on. */
export interface Settings extends Omit<Hiker, "changes"> {
  since: number;
}

/** The settings at a record, or at the end. */
export function settings(hiker: Hiker, record?: number): Settings;
export function settings(hiker: ShownHiker, record?: number): DeepReadonly<Settings>;
export function settings(hiker: ShownHiker, record = Infinity): DeepReadonly<Settings> {
  const { changes = [], ...first } = hiker;
  const now: DeepReadonly<Settings> = { since: 0, ...first };
  for (const { at, ...change } of changes) if (at <= record) Object.assign(now, change, { since: at });
  return now;
}

export const rateOf = (hiker: ShownHiker): number => settings(hiker).optimizer.lr as number;

/** The hiker with another value for the rate it sets last, which is the slider's. */
export function atRate(hiker: ShownHiker, rate: number): ShownHiker {
  const changed = copy(hiker);
  settings(changed).optimizer.lr = rate;
  return changed;
}

/** What the controls write into: the last change, or the hiker if there is none. */
export const lastOf = (hiker: Hiker): Hiker | Change => hiker.changes?.at(-1) ?? hiker;

/** The hiker with a change at a record, at first to the settings that hold there; later changes are dropped. */
export function turned(hiker: ShownHiker, at: number): ShownHiker {
  const { changes = [] } = hiker;
  const own = changes.find((change) => change.at === at);
  const optimizer = { ...settings(hiker, at).optimizer };
  return { ...hiker, changes: [...changes.filter((change) => change.at < at), { ...own, at, optimizer }] };
}

const named = ({ name, ...rest }: ShownChosen): string =>
  [
    name.replaceAll("_", " "),
    ...Object.entries(rest).map(([key, value]) => `${key.replaceAll("_", " ")} ${String(value)}`),
  ].join(" ");

/** Describes a change: what differs from the settings before it. */
export function inWords(hiker: ShownHiker, { at, optimizer, scheduler, ...options }: ShownChange): string {
  const before = settings(hiker, at - 1).optimizer;
  const words = [];
  if (optimizer && optimizer.name !== before.name)
    words.push(`${optimizer.name}, η ${rate(optimizer.lr as number)}`);
  else if (optimizer)
    for (const key of new Set([...Object.keys(before), ...Object.keys(optimizer)])) {
      const [old, now] = [before[key], optimizer[key]];
      if (String(old) === String(now)) continue;
      if (key === "lr") words.push(`η ${rate(old as number)} → ${rate(now as number)}`);
      else {
        const argument = key.replaceAll("_", " ");
        words.push(now == null ? hikersText.asByDefault({ argument }) : `${argument} ${String(now)}`);
      }
    }
  if (scheduler) words.push(named(scheduler));
  words.push(...optionsInWords(options));
  return words.join(", ") || hikersText.asBefore;
}
