/** 1,048,576 or 1 048 576, with or without a fraction; these commas are not decimal commas. */
const GROUPED = /^-?\d{1,3}([, _]\d{3})+(\.\d+)?$/;
const DECIMAL_COMMA = /^-?\d+,\d+$/;
const NUMERAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** Names of special values, such as `-1: "no limit"`. */
export type Words = Readonly<Record<number, string>>;

/** The number that was typed; other text is returned as typed, so that nothing is lost. */
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
  // Adding 0 turns -0 into 0.
  return Number.isFinite(number) ? number + 0 : text;
}

/** `0.5, 0.5` as numbers; text with anything else in it is returned as typed. */
export function readNumbers(typed: string): number[] | string {
  const parts = typed.split(/[\s,;]+/).filter(Boolean);
  const numbers = parts.map((part) => readNumber(part));
  return numbers.every((part) => typeof part === "number") ? numbers : typed;
}

/** Adds so many steps to a number, without binary rounding errors: 0.1 + 2 × 0.1 is 0.3. */
export function stepBy(value: number, steps: number, step: number): number {
  const digits = Math.max(...[value, step].map((part) => String(part).split(".")[1]?.length ?? 0));
  return Number((value + steps * step).toFixed(Math.min(digits, 20))) + 0;
}

const ESCAPES: readonly [escape: string, character: string][] = [
  ["\\\\", "\\"],
  ["\\n", "\n"],
  ["\\r", "\r"],
  ["\\t", "\t"],
];

/** Text on one line: line breaks and tabs are written as escapes (`\n`). */
export function escapeText(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (found) => {
    return ESCAPES.find(([, character]) => character === found)?.[0] ?? found;
  });
}

/** Reverses `escapeText`; a backslash before any other character stays. */
export function unescapeText(typed: string): string {
  return typed.replace(/\\[\\nrt]/g, (found) => {
    return ESCAPES.find(([escape]) => escape === found)?.[1] ?? found;
  });
}
