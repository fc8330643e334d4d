import { SECTIONS } from "@/lib/registry/fields";
import type { Field, Section, Value, Values } from "@/lib/registry/types";
import { numberText } from "@/lib/registry/words";

/** The parameters that lists show first; the others follow in the registry's order. */
export const KEY_PARAMETERS = ["temperature", "num_ctx", "top_p", "top_k"] as const;

function numericText(field: Field, value: number): string {
  const digits = numberText(field, value);
  const special = "special" in field ? field.special?.[value] : undefined;
  return special ? `${digits} (${special})` : digits;
}

/** Text in quotes, so that spaces and newlines are visible. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A value as people read it: `40,960`, `0 (off)`, `none`. */
export function valueText(field: Field, value: Value): string {
  if (value === null) return "none";
  if (typeof value === "number") return numericText(field, value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return field.type === "string" ? quoted(value) : value;
  if (value.length === 0) return "none";
  return value.map((item) => (typeof item === "string" ? quoted(item) : String(item))).join(", ");
}

export interface SetValue {
  field: Field;
  text: string;
  /** Absent if the value has a name (`-1 (no limit)`). */
  unit: string | undefined;
}

/** The unit after the value, unless the value has a name. */
export function unitOf(field: Field, value: Value): string | undefined {
  const special = "special" in field ? field.special : undefined;
  if (typeof value === "number" && special?.[value]) return undefined;
  return value === 1 ? field.unit?.replace(/s$/, "") : field.unit;
}

/** Anything with values by section: a profile, or effective values. */
type Sectioned = Readonly<Record<Section, Values | null>>;

/** The fields of a section that are set, in the registry's order. */
export function setValues(holder: Sectioned, section: Section): SetValue[] {
  return valuesOf(section, holder[section] ?? {});
}

/** The values of a section as text, in the registry's order. */
export function valuesOf(section: Section, values: Values): SetValue[] {
  return SECTIONS[section].flatMap((field) => {
    const value = values[field.name];
    if (value === undefined) return [];
    return [{ field, text: valueText(field, value), unit: unitOf(field, value) }];
  });
}

export interface KeyValues {
  /** One for each of `KEY_PARAMETERS`; undefined if the profile does not set it. */
  first: (SetValue | undefined)[];
  /** All other values. */
  others: SetValue[];
}

/** The values that a profile itself sets, as a list shows them. */
export function keyValues(profile: Sectioned): KeyValues {
  const all = [...setValues(profile, "parameters"), ...setValues(profile, "image_settings")];
  const names: readonly string[] = KEY_PARAMETERS;
  return {
    first: names.map((name) => all.find(({ field }) => field.name === name)),
    others: all.filter(({ field }) => !names.includes(field.name)),
  };
}

/** A count with its noun: `1 model`, `2 models`. */
export function countWords(count: number, thing: string): string {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}
