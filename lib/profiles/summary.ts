import { SECTIONS, type Section } from "@/lib/registry/fields";
import type { Field } from "@/lib/registry/types";
import type { Value } from "@/lib/registry/zod";
import type { Profile } from "./schema";

/** What experts look at first; all other fields follow in the registry's order. */
const FIRST = ["temperature", "num_ctx", "top_p", "top_k"];

const counts = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

function numberText(field: Field, value: number): string {
  // What is counted is grouped (40,960); a seed is a word of digits.
  const digits = field.unit ? counts.format(value) : String(value);
  const special = "special" in field ? field.special?.[value] : undefined;
  return special ? `${digits} (${special})` : digits;
}

/** Text in quotes, so that spaces and newlines are seen. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A value as people read it: `40,960`, `0 (off)`, `none`. */
export function valueText(field: Field, value: Value): string {
  if (value === null) return "none";
  if (typeof value === "number") return numberText(field, value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return field.type === "string" ? quoted(value) : value;
  if (value.length === 0) return "none";
  return value.map((item) => (typeof item === "string" ? quoted(item) : String(item))).join(", ");
}

export interface SetValue {
  field: Field;
  value: Value;
  text: string;
}

/** The fields of a section that the profile itself sets, in the registry's order. */
export function setValues(profile: Profile, section: Section): SetValue[] {
  const values = profile[section] ?? {};
  return SECTIONS[section].flatMap((field) => {
    const value = values[field.name];
    return value === undefined ? [] : [{ field, value, text: valueText(field, value) }];
  });
}

/** The few values that matter most in a list, and how many more the profile sets. */
export function keyValues(profile: Profile, most = 4): { shown: SetValue[]; more: number } {
  const all = [...setValues(profile, "parameters"), ...setValues(profile, "image_settings")];
  const rank = ({ field }: SetValue) => {
    const place = FIRST.indexOf(field.name);
    return place < 0 ? FIRST.length : place;
  };
  const ranked = all.toSorted((a, b) => rank(a) - rank(b));
  return { shown: ranked.slice(0, most), more: Math.max(0, ranked.length - most) };
}
