import { SYSTEM_USER_ID } from "@/lib/actor";

/** What a person writes for themselves; an admin who reads the audit sees its length alone. */
const PRIVATE_TEXTS: readonly string[] = [
  "system_prompt",
  "description",
  "image_settings.negative_prompt",
];

type Fields = Readonly<Record<string, unknown>>;

/** A value without private texts, also where it is an object of fields. */
function withoutTexts(path: string, value: unknown): unknown {
  if (typeof value === "string") {
    return PRIVATE_TEXTS.includes(path) ? { characters: value.length } : value;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, set]) => [name, withoutTexts(`${path}.${name}`, set)]),
  );
}

/**
 * Values by path, or objects of them by field, as the audit keeps them: whole for the system's
 * profiles, without private texts for a user's.
 */
export function audited(values: Fields, ownerId: string): Record<string, unknown> {
  if (ownerId === SYSTEM_USER_ID) return { ...values };
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, withoutTexts(path, value)]),
  );
}
