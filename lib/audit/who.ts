import { OTHER_ACTORS, TARGET_KINDS } from "./kinds";
import type { AuditEvent } from "./schema";

/** What things are called, by their ids. */
export type Names = Readonly<Record<string, string>>;

/** Who did it: a user by name where there is one. */
export function actorText(actor: string, names: Names): string {
  if (Object.hasOwn(OTHER_ACTORS, actor)) return OTHER_ACTORS[actor as keyof typeof OTHER_ACTORS];
  return names[actor] ?? actor;
}

/** What it was done to: its kind, and which one of it where there are many. */
export function targetText(
  { target, before, after }: Pick<AuditEvent, "target" | "before" | "after">,
  names: Names,
): { kind: string; name: string | null } {
  const [prefix = "", ...rest] = target.split(":");
  const kind = TARGET_KINDS[prefix] ?? prefix;
  const id = rest.join(":");
  if (id === "") return { kind, name: null };
  // What is gone is called as it was.
  const was = after?.name ?? before?.name;
  const name = names[id] ?? (typeof was === "string" ? was : id);
  return { kind, name };
}
