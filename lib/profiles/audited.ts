import { SYSTEM_USER_ID } from "@/lib/auth/actor";

/** What a person writes for themselves; an admin who reads the audit sees its length alone. */
const PRIVATE_TEXTS: readonly string[] = ["system_prompt", "description"];

/** Values by path, as the audit keeps them: whole for the system's profiles, without private texts for a user's. */
export function audited(
  values: Readonly<Record<string, unknown>>,
  ownerId: string,
): Record<string, unknown> {
  if (ownerId === SYSTEM_USER_ID) return { ...values };
  const kept = Object.entries(values).map(([path, value]): [string, unknown] => {
    const isPrivate = PRIVATE_TEXTS.includes(path) && typeof value === "string";
    return [path, isPrivate ? { characters: value.length } : value];
  });
  return Object.fromEntries(kept);
}
