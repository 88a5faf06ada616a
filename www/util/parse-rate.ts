import { parseRateText } from "../text/en/parse-rate";

/** What a reader typed as a learning rate: the number, or a sentence saying what is wrong with it. */
export function parseRate(text: string): number | string {
  const typed = text.trim();
  const shown = typed.length > 24 ? typed.slice(0, 24) + "…" : typed;
  if (!typed) return parseRateText.nothingTyped;
  if (/^[1-9]\d{0,2},\d{3}$/.test(typed))
    return parseRateText.twoReadings({
      typed: shown,
      whole: typed.replace(",", ""),
      decimal: typed.replace(",", "."),
    });

  const number = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
  const parts = typed.replaceAll("−", "-").split(/\s*\/\s*/);
  if (parts.length > 2 || !parts.every((part) => number.test(part)))
    return parseRateText.notANumber({ typed: shown });

  const [top, bottom = 1] = parts.map((part) => Number(part.replace(",", ".")));
  const value = top! / bottom;
  if (value > 0 && value < Infinity) return value;
  if (bottom === 0) return parseRateText.dividesByZero({ typed: shown });
  if (Number.isNaN(value) || value === Infinity) return parseRateText.tooLarge({ typed: shown });
  if (
    value === 0 &&
    parts.some((part) => /[1-9]/.test(part.split(/e/i)[0]!) && Number(part.replace(",", ".")) === 0)
  )
    return parseRateText.tooSmall({ typed: shown });
  return parseRateText.notAboveZero({ typed: shown });
}
