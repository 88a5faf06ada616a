/** What was typed, as a number where it is one; the engine says what is wrong with anything else. */
export function readNumber(text: string): number | undefined {
  const typed = text
    .trim()
    .replace("−", "-")
    .replace(/^([^,]*),([^,]*)$/, "$1.$2");
  if (typed === "") return undefined;
  const number = Number(typed);
  return Number.isNaN(number) ? (text as unknown as number) : number;
}
