/** Names and colours of hikers. */
import { inWords } from "./changes";
import { OPTIONS, optionInWords } from "./options";
import type { ShownExperiment, ShownHiker } from "./shown-scene";
import { rate } from "../util/format";
import { hikersText } from "../text/en/hikers";

const byRate = ({ optimizer }: ShownHiker) => `η = ${rate(optimizer.lr as number)}`;

/** Each hiker is named by the settings in which hikers differ, or by its rate if they do not. */
export const names = (experiment: ShownExperiment): string[] =>
  words(experiment).map(({ settings, rate }) => [...settings, ...rate].join(", "));

/** The same where the rate is told elsewhere: it names only those that nothing else does. */
export const namesBesideRates = (experiment: ShownExperiment): string[] =>
  words(experiment).map(({ settings, rate }) => (settings.length ? settings : rate).join(", "));

/** What each hiker is named by. */
function words({ hikers }: ShownExperiment): { settings: string[]; rate: string[] }[] {
  const parts: ((hiker: ShownHiker) => string)[] = [
    ({ optimizer }) => optimizer.name,
    ({ optimizer }) =>
      Object.entries(optimizer)
        .filter(([key]) => key !== "name" && key !== "lr")
        .map(([key, value]) => `${key.replaceAll("_", " ")} ${String(value)}`)
        .join(", "),
    ({ scheduler }) => (scheduler?.name ?? "constant").replaceAll("_", " "),
    ...OPTIONS.map((option) => (hiker: ShownHiker) => optionInWords(hiker, option)),
    (hiker) =>
      hiker.changes
        ?.map((change) => hikersText.changesFrom({ at: change.at, change: inWords(hiker, change) }))
        .join("; ") ?? hikersText.unchanged,
  ];
  const differ = (part: (hiker: ShownHiker) => string) => new Set(hikers.map(part)).size > 1;
  const telling = parts.filter(differ);
  const tellsRate = !telling.length || differ(byRate);
  return hikers.map((hiker) => ({
    settings: telling.map((part) => part(hiker)).filter(Boolean),
    rate: tellsRate ? [byRate(hiker)] : [],
  }));
}

/** The CSS property of each hiker's colour; empty for one alone, which has the colours of the map. */
export const colours = ({ hikers }: ShownExperiment): string[] =>
  hikers.map((_, i) => (hikers.length > 1 ? `--h${i % 8}` : ""));
