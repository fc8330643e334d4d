import { SYSTEM_USER_ID } from "@/lib/actor";

/** Free text of a user: the audit shows admins only its length. */
const PRIVATE_TEXTS: readonly string[] = [
  "system_prompt",
  "description",
  "image_settings.negative_prompt",
];

type Fields = Readonly<Record<string, unknown>>;

/** A value, or an object of fields, without private texts. */
function withoutPrivateTexts(path: string, value: unknown): unknown {
  if (typeof value === "string") {
    return PRIVATE_TEXTS.includes(path) ? { characters: value.length } : value;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, set]) => [name, withoutPrivateTexts(`${path}.${name}`, set)]),
  );
}

/**
 * Values by path, or objects by field, as the audit stores them: complete for system profiles, and
 * without private texts for users' profiles.
 */
export function audited(values: Fields, ownerId: string): Record<string, unknown> {
  if (ownerId === SYSTEM_USER_ID) return { ...values };
  return Object.fromEntries(
    Object.entries(values).map(([path, value]) => [path, withoutPrivateTexts(path, value)]),
  );
}
