import { type Engine, ENGINES } from "@/lib/registry/engines";
import { isNumeric } from "@/lib/registry/fields";
import type { Field, Value } from "@/lib/registry/types";
import type { NotSent } from "./rules";

const numbers = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** `8,192` */
export function numberText(value: number): string {
  return numbers.format(value);
}

function valueText(field: Field, value: Value): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value !== "number") return field.type === "string[]" ? "" : wordText(value);
  const special = isNumeric(field) ? field.special?.[value] : undefined;
  if (special !== undefined) return `${numberText(value)} (${special})`;
  return numberText(value);
}

/** Short words are quoted; texts and lists would make a message unreadable. */
function wordText(value: Value): string {
  return typeof value === "string" && /^[\w,.-]{1,40}$/.test(value) ? `“${value}”` : "";
}

/** A field with its value: `Top K 1,000`. */
function subject(field: Field, value: Value): string {
  return `${field.label} ${valueText(field, value)}`.trimEnd();
}

/** `Typical P 0.9: vLLM has no such setting; not sent.` */
export function droppedMessage(engine: Engine, field: Field, value: Value, { why }: NotSent) {
  const reason = why ?? `${ENGINES[engine].label} has no such setting`;
  return `${subject(field, value)}: ${reason}; not sent.`;
}

/** `Top K 1,000: LM Studio takes at most 500; sent as 500.` */
export function changedMessage(field: Field, from: Value, to: string, why: string | undefined) {
  return `${subject(field, from)}: ${why ? `${why}; ` : ""}sent as ${to}.`;
}

/** What is sent for a field, in the engine's words: `reasoning_effort “none”`, `500`. */
export function sentText(name: string, value: Value): string {
  if (typeof value === "number") return numberText(value);
  if (Array.isArray(value)) return `the first ${value.length}`;
  const word = typeof value === "boolean" ? String(value) : wordText(value);
  return `${name} ${word}`.trimEnd();
}
