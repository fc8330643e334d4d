import { ENGINE_KINDS, ENGINES } from "./engines";
import type { Field, NumericField } from "./types";

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** A number as people read it: `40,960`. */
export function amountText(value: number): string {
  return grouped.format(value);
}

/** A number of a field: an amount is grouped, a seed is not. */
export function numberText(field: Field | undefined, value: number): string {
  return field?.unit ? amountText(value) : String(value);
}

/** What was entered for a field, for a message. */
export function enteredText(field: Field | undefined, value: unknown): string {
  return typeof value === "number" ? numberText(field, value) : show(value);
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
  return `${kind} from ${numberText(field, field.min)} to ${numberText(field, field.max)}${multiple}`;
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

/** The default of each engine while the field is not sent: `Ollama 0.8, vLLM 1`; empty if unknown. */
export function engineDefaults(field: Field): string {
  const known = field.engine_defaults ?? {};
  return ENGINE_KINDS.flatMap((engine) =>
    known[engine] === undefined ? [] : [`${ENGINES[engine].label} ${known[engine]}`],
  ).join(", ");
}
