import type { Unit } from "../unit";
import { place, plural } from "./count";

/** A number of evaluations, and how it is written. */
interface Evaluations {
  count: number;
  written: string;
}

const evaluations = ({ count, written }: Evaluations) =>
  `${written} ${plural(count, { one: "evaluation", other: "evaluations" })}`;

/** "a, b and c". */
const list = (names: string[]) => `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

export const raceText = {
  race: "Race",
  notOver: "The race is not over yet.",
  walksAlone: "One hiker walks alone: add another.",
  allThrownOut: "All are thrown out.",
  nobodyArrives: ({ budget, furthest, loss }: { budget: Evaluations; furthest: string; loss: string }) =>
    `Nobody arrives within ${evaluations(budget)}. ${furthest} is furthest down, at a loss of ${loss}.`,
  arriveTogether: ({ winners, after }: { winners: string[]; after: Evaluations }) =>
    `${list(winners)} arrive together, after ${evaluations(after)}.`,
  wins: ({ winner, after, at, unit }: { winner: string; after: Evaluations; at: number; unit: Unit }) =>
    `${winner} wins: it arrives after ${evaluations(after)}, at ${place(at, unit)}.`,

  hikersOfRace: "Hikers of the race",
  mostHikers: ({ most }: { most: number }) => `At most ${most} hikers race.`,
  addHiker: "Add a hiker",
  addHikerMenu: "Add a hiker …",
  duplicate: "Duplicate",
  remove: "Remove",

  ratesOfRace: "Rates of the race",
  sameRateForAll: "Same rate for all",
  eachAtItsBest: "Each at its own best rate",
  tryingRates: "Trying every rate …",
  cancel: "Cancel",

  /** Heads of columns; the longer ones in two lines. */
  hiker: "hiker",
  rate: "rate",
  outcome: "outcome",
  evaluationsToArrive: ["evaluations", "to arrive"],
  lossAtBudget: ["loss at", "budget"],
  lossAtBudgetOf: ({ budget }: { budget: string }) => ["loss at", `budget ${budget}`],
  bandInDecades: ["band in", "decades"],
  bestRate: ["best", "rate"],

  winner: "winner",
  best: "best",
  notTried: "not tried",
  noBand: "none",
  oneRate: "one rate",
  ends: { arrived: "arrives", on_the_way: "on the way", thrown_out: "thrown out" },
  endsAt: {
    arrived: ({ at, unit }: { at: number; unit: Unit }) => `arrives at ${place(at, unit)}`,
    on_the_way: ({ at, unit }: { at: number; unit: Unit }) => `on the way at ${place(at, unit)}`,
    thrown_out: ({ at, unit }: { at: number; unit: Unit }) => `thrown out at ${place(at, unit)}`,
  },

  lossOverEvaluations: "Loss over evaluations",
  arrival: "○ arrival",
  lines: ({
    budget,
    courses,
  }: {
    budget: number;
    courses: { hiker: string; from: string; to?: string }[];
  }) => {
    const course = ({ hiker, from, to }: (typeof courses)[number]) =>
      to === undefined ? `${hiker} from ${from}` : `${hiker} from ${from} to ${to}`;
    return `Loss over evaluations, to ${budget}: ${courses.map(course).join("; ")}`;
  },

  rulesOfRace: "Rules of the race",
  rules: [
    "All set out from the same start, with the same data in the same order.",
    "An evaluation is one gradient over all the data; a batch of 32 of 500 samples is 32/500. What an optimizer asks for beyond its step’s own gradient is counted too, second derivatives as one gradient for each parameter.",
    "The budget is the least that any of them spends who reaches the end of the walk. What comes after it is not looked at.",
    "To arrive is to come within 1 % of the possible drop, and to stay there. Where nobody knows the lowest loss, it is the lowest that any of them finds.",
    "The best rate is found by trying 100 for each, for as long as its budget lasts. That search is paid for by nobody, as with most published comparisons.",
  ],
};
