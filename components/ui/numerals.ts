/** 1,048,576 or 1 048 576, with or without a fraction: what is grouped is no decimal comma. */
const GROUPED = /^-?\d{1,3}([, _]\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^-?\d+,\d+$/;
const NUMERAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** Values that are words, such as `-1: "no limit"`. */
export type Words = Readonly<Record<number, string>>;

/** What was typed as a number; text that is none stays as it is, so that nothing is lost. */
export function readNumber(typed: string, words: Words = {}): number | string {
  const text = typed.trim().replace(/^−/, "-");
  const word = Object.entries(words).find(([, name]) => name.toLowerCase() === text.toLowerCase());
  if (word) return Number(word[0]);
  const plain = GROUPED.test(text)
    ? text.replace(/[, _]/g, "")
    : DECIMAL_COMMA.test(text)
      ? text.replace(",", ".")
      : text;
  const number = NUMERAL.test(plain) ? Number(plain) : NaN;
  // Never -0, which is 0 to people and in JSON.
  return Number.isFinite(number) ? number + 0 : text;
}

/** `0.5, 0.5` as numbers; text that holds anything else stays as it is. */
export function readNumbers(typed: string): number[] | string {
  const parts = typed.split(/[\s,;]+/).filter(Boolean);
  const numbers = parts.map((part) => readNumber(part));
  return numbers.every((part) => typeof part === "number") ? numbers : typed;
}

/** A number moved by so many steps, without the dust of binary fractions. */
export function moved(value: number, steps: number, step: number): number {
  const digits = Math.max(...[value, step].map((part) => String(part).split(".")[1]?.length ?? 0));
  return Number((value + steps * step).toFixed(Math.min(digits, 20))) + 0;
}
