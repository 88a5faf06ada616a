/** The part of the values that `q` says lies below: 0.5 is the median. */
export function quantile(values, q) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

/** Prints rows of text in columns: the first to the left, numbers to the right. */
export function table(title, head, rows) {
  const lines = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const columns = (line) =>
    line.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join("   ");
  console.log(`\n${title}\n`);
  console.log(columns(head));
  console.log("-".repeat(columns(head).length));
  for (const row of rows) console.log(columns(row));
}
