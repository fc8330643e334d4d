import type { AuditEvent, AuditQuery } from "./schema";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Ids of whatever events, and the question they answer, tell of: each once. */
export function idsIn(
  events: readonly Pick<AuditEvent, "actor" | "target" | "key_id" | "before" | "after">[],
  { actor, target }: Pick<AuditQuery, "actor" | "target">,
): string[] {
  const told = events.map((event) => [
    event.actor,
    event.target,
    event.key_id,
    event.before,
    event.after,
  ]);
  return [...new Set(JSON.stringify([told, actor, target]).match(ID))];
}
