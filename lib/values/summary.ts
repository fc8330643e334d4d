import { IMAGE_SETTINGS } from "@/lib/registry/image";
import { PARAMETERS } from "@/lib/registry/parameters";
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

/** A value of the field Thinking; the level `none` turns it off as `false` does. */
export function thinkText(value: boolean | string): string {
  if (value === "none") return "off (none)";
  return typeof value === "string" ? value : value ? "on" : "off";
}

/** A value as people read it: `40,960`, `0 (off)`, `none`. */
export function valueText(field: Field, value: Value): string {
  if (value === null) return "none";
  if (typeof value === "number") return numericText(field, value);
  if (field.type === "think" && !Array.isArray(value)) return thinkText(value);
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
export type Sectioned = Readonly<Record<Section, Values | null>>;

/** Values as text, in the order of their fields. */
export function valuesOf(fields: readonly Field[], values: Values): SetValue[] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    if (value === undefined) return [];
    return [{ field, text: valueText(field, value), unit: unitOf(field, value) }];
  });
}

export interface ListedValue extends SetValue {
  /** True if the profile does not set it itself. */
  isInherited: boolean;
}

export interface KeyValues {
  /** One for each of `KEY_PARAMETERS`, set or inherited; undefined if the engine decides. */
  first: (ListedValue | undefined)[];
  /** All other values that the profile itself sets. */
  others: SetValue[];
}

/** A profile in a list, with its effective values if they are known. */
type Listed = Sectioned & { effective?: { parameters: Values } | undefined };

/** The values of a profile, as a list shows them. */
export function keyValues(profile: Listed): KeyValues {
  const { parameters: own, effective } = profile;
  const known = valuesOf(PARAMETERS, { ...effective?.parameters, ...own });
  const names: readonly string[] = KEY_PARAMETERS;
  const set = [
    ...valuesOf(PARAMETERS, own ?? {}),
    ...valuesOf(IMAGE_SETTINGS, profile.image_settings ?? {}),
  ];
  return {
    first: names.map((name) => {
      const value = known.find(({ field }) => field.name === name);
      return value && { ...value, isInherited: own?.[name] === undefined };
    }),
    others: set.filter(({ field }) => !names.includes(field.name)),
  };
}
