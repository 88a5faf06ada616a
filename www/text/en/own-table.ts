import { plural } from "./count";

const rows = (count: number) => `${count} ${plural(count, { one: "row", other: "rows" })}`;
const features = (count: number) => `${count} ${plural(count, { one: "feature", other: "features" })}`;

export const ownTableText = {
  ownTable: "My own table",
  ownNumbers: (held: { rows: number; features: number }) =>
    `own numbers: ${rows(held.rows)}, ${features(held.features)}`,
  chooseOthers: "Choose others",
  paste:
    "Paste a table, or drop a file: a line for each sample, columns separated by commas, semicolons or tabs",
  suchAs: "area,rooms,price",
  orOpen: "or open a file",
  staysHere: ({ most }: { most: number }) =>
    `Read on this device and sent nowhere. A link to the figure holds the numbers picked, up to ${most}.`,
  pastedTable: "The pasted table",
  table: "The table",
  notShown: ({ name, megabytes }: { name: string; megabytes: string }) =>
    `${name}: ${megabytes} MB, not shown here.`,
  fileTooLarge: ({ name, megabytes, most }: { name: string; megabytes: number; most: number }) =>
    `${name} has ${megabytes} MB; allowed: at most ${most} MB.`,
  fileNotRead: ({ name }: { name: string }) => `${name} could not be read; allowed: a file of text.`,
  tooManyColumns: ({ columns, most }: { columns: number; most: number }) =>
    `The table has ${columns} columns; allowed: at most ${most} to choose from.`,
  target: "Target",
  ofRows: (table: { rows: number }) => `of ${rows(table.rows)}`,
  features: "Features",
  walkOnIt: "Walk on it",
  cancel: "Cancel",
  reading: "Reading …",
};
