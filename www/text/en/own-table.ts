import { plural } from "./count";

const rows = (count: number) => `${count} ${plural(count, { one: "row", other: "rows" })}`;
const features = (count: number) => `${count} ${plural(count, { one: "feature", other: "features" })}`;

export const ownTableText = {
  ownTable: "My own table",
  ownNumbers: (held: { rows: number; features: number }) =>
    `own numbers: ${rows(held.rows)}, ${features(held.features)}`,
  chooseOthers: "Choose others",
  paste:
    "Paste a table, or drop a file: a line for each sample, columns separated by commas, semicolons, tabs, | or blanks",
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
  which: (question: { name: string; field: string }) =>
    `Which number is ${question.field} in ${question.name}?`,
  missingValues: "Missing values",
  becomes: { rows: "leave their rows out", mean: "fill with the mean" },
  lacking: (columns: { name: string; missing: number }[]) =>
    `Missing values: ${columns.map(({ name, missing }) => `${missing} in ${name}`).join(", ")}.`,
  leftOut: (table: { gone: number; rows: number }) =>
    table.gone === 0 ? "No row is left out." : `${table.gone} of ${rows(table.rows)} left out.`,
  readAs: (read: { name: string; signs: string[]; thousands: string | null; decimal: string | null }) => {
    const off = [
      ...read.signs,
      ...(read.thousands === null ? [] : [`${read.thousands.trim() || "blanks"} between thousands`]),
    ];
    const parts = [
      ...(off.length > 0 ? [`${off.join(" and ")} taken off`] : []),
      ...(read.decimal === "," ? ["decimals after a comma"] : []),
    ];
    return `${read.name} (${parts.join(", ")})`;
  },
  readSo: (columns: string[]) => `Read as numbers: ${columns.join(", ")}.`,
  notOffered: {
    text: ({ name }: { name: string }) => `${name} (text)`,
    dates: ({ name }: { name: string }) => `${name} (dates)`,
    empty: ({ name }: { name: string }) => `${name} (no values)`,
  },
  countsRows: ({ name }: { name: string }) => `${name} (counts the rows)`,
  mostlyMissing: ({ name, missing }: { name: string; missing: number }) => `${name} (${missing} missing)`,
  notPicked: (columns: string[]) => `No features: ${columns.join(", ")}.`,
  walkOnIt: "Walk on it",
  cancel: "Cancel",
  reading: "Reading …",
};
