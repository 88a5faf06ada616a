/** What a reader typed as a learning rate: the number, or a sentence saying what is wrong with it. */
export function parseRate(text: string): number | string {
  const typed = text.trim();
  const shown = typed.length > 24 ? typed.slice(0, 24) + "…" : typed;
  if (!typed) return "Type a learning rate, such as 0.01, 1e-3 or 1/64.";
  if (/^[1-9]\d{0,2},\d{3}$/.test(typed))
    return `“${shown}” can be read in two ways: write ${typed.replace(",", "")} or ${typed.replace(",", ".")}.`;

  const number = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
  const parts = typed.replaceAll("−", "-").split(/\s*\/\s*/);
  if (parts.length > 2 || !parts.every((part) => number.test(part)))
    return `“${shown}” is not a number: write a learning rate such as 0.01, 1e-3 or 1/64.`;

  const [top, bottom = 1] = parts.map((part) => Number(part.replace(",", ".")));
  const value = top! / bottom;
  if (value > 0 && value < Infinity) return value;
  if (bottom === 0) return `${shown} divides by zero: write a learning rate such as 1/64.`;
  if (Number.isNaN(value) || value === Infinity)
    return `${shown} is too large: the largest number there is here is 1.8e308.`;
  if (
    value === 0 &&
    parts.some((part) => /[1-9]/.test(part.split(/e/i)[0]!) && Number(part.replace(",", ".")) === 0)
  )
    return `${shown} is too small to be told from zero: the smallest number there is here is 5e-324.`;
  return `A learning rate must be above zero, and ${shown} is not.`;
}
