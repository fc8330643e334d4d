import type { Field, NumericField } from "./types";
import { amountText, numberText } from "./words";

/** Numbers that mean something else where the comma is decimal: `1,125`, and in a list `0,5`. */
const EITHER = /^-?[1-9]\d{0,2},\d{3}$/;
const EITHER_LIST = /^[^.;]*\d,\d[^.;]*$/;

function questionAbout(field: Field | undefined, typed: string): string {
  if (field?.type === "number[]" && EITHER_LIST.test(typed)) {
    return ", where a comma can be decimal: separate the numbers with semicolons";
  }
  const isNumber = field?.type === "number" || field?.type === "integer";
  if (!isNumber || !EITHER.test(typed)) return "";
  return `, which can be ${typed.replace(",", "")} or ${typed.replace(",", ".")}: enter one of them`;
}

/** What was entered for a field, for a message; it asks about a number that could be two. */
export function enteredText(field: Field | undefined, value: unknown): string {
  if (typeof value === "number") return numberText(field, value);
  return typeof value === "string" ? show(value) + questionAbout(field, value) : show(value);
}

/** Any value as a short part of a message. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 37)}…"` : text;
}

function legalNumber(field: NumericField): string {
  const kind = field.type === "integer" ? "a whole number" : "a number";
  const multiple = field.multiple_of ? `, a multiple of ${field.multiple_of}` : "";
  const reason = field.max_reason ? ` (${field.max_reason})` : "";
  return `${kind} from ${numberText(field, field.min)} to ${numberText(field, field.max)}${multiple}${reason}`;
}

/** The valid values of a field: "a number from 0 to 2". */
export function legal(field: Field): string {
  const none = field.nullable ? " or null" : "";
  switch (field.type) {
    case "number":
    case "integer":
      return legalNumber(field) + none;
    case "boolean":
      return `true or false${none}`;
    case "enum":
      return `one of ${field.values.join(", ")}${none}`;
    case "string":
      return `text of ${field.min_length ?? 1} to ${amountText(field.max_length)} characters${none}`;
    case "string[]":
      return `a list of at most ${field.max_items} texts of 1 to ${field.max_length} characters without duplicates${none}`;
    case "number[]":
      return `a list of at most ${field.max_items} numbers from ${field.min} to ${field.max}${none}`;
    case "think":
      return `true, false or one of ${field.levels.join(", ")}${none}`;
  }
}

/** The message of a rule, for a value that nobody has just entered: a preview of what a change leads to. */
export function previewText(message: string): string {
  return message.replace("; you entered ", "; it is ");
}
