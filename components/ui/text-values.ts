/** 1,048,576 or 1 048 576, with or without a fraction. A number with groups never starts with 0. */
const GROUPED = /^-?[1-9]\d{0,2}(?:(?:,\d{3})+|(?: \d{3})+|(?:_\d{3})+)(?:\.\d+)?$/;
/** 1,125 is 1125 in one country and 1.125 in another. */
const EITHER = /^-?[1-9]\d{0,2},\d{3}$/;
const DECIMAL_COMMA = /^[-+]?\d*,\d+$/;
const NUMERAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

/** Names of special values, such as `-1: "no limit"`. */
export type Words = Readonly<Record<number, string>>;

/** What is known of the number that is typed. */
export interface NumberKind {
  words?: Words;
  /** It has no fraction, so that a comma can only group its digits. */
  isWhole?: boolean;
  min?: number;
  max?: number;
}

function numberIn(text: string): number | undefined {
  const number = NUMERAL.test(text) ? Number(text) : NaN;
  // Adding 0 turns -0 into 0.
  return Number.isFinite(number) ? number + 0 : undefined;
}

/** The only reading of `1,125` that is in the range; undefined if there are two, or none. */
function onlyReading(text: string, { min = -Infinity, max = Infinity }: NumberKind) {
  const readings = [text.replace(",", ""), text.replace(",", ".")].map(Number);
  const valid = readings.filter((number) => number >= min && number <= max);
  return valid.length === 1 ? valid[0] : undefined;
}

/**
 * The number that was typed. Other text is returned as typed, so that nothing is lost, and so is a
 * number that could be two: the message about it asks which is meant.
 */
export function readNumber(typed: string, kind: NumberKind = {}): number | string {
  const text = typed.trim().replace(/^−/, "-");
  const word = Object.entries(kind.words ?? {}).find(
    ([, name]) => name.toLowerCase() === text.toLowerCase(),
  );
  if (word) return Number(word[0]);
  if (EITHER.test(text) && !kind.isWhole) return onlyReading(text, kind) ?? text;
  if (GROUPED.test(text)) return numberIn(text.replace(/[, _]/g, "")) ?? text;
  return numberIn(DECIMAL_COMMA.test(text) ? text.replace(",", ".") : text) ?? text;
}

/** What separates the numbers of a list; null if a comma could be decimal or between two numbers. */
function separatorIn(typed: string): RegExp | null {
  if (typed.includes(";")) return /;/;
  const isBetween = typed.includes(".") || !/,\S/.test(typed);
  return isBetween ? /[\s,]+/ : null;
}

/**
 * `0.5, 0.5` or `0,5; 0,5` as numbers. Text with anything else in it is returned as typed, and so is
 * `0,5`, which could be one number or two.
 */
export function readNumbers(typed: string): number[] | string {
  const separator = separatorIn(typed);
  if (!separator) return typed;
  const parts = typed.split(separator).filter((part) => part.trim() !== "");
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
