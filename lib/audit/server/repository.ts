import "server-only";
import { and, count, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/query";
import { api_keys, audit_events, catalog_sources, model_profiles, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { Position } from "@/lib/http/pagination";
import type { AuditEvent, AuditQuery } from "../schema";

const insertion = prepared((tx: Transaction) =>
  tx.insert(audit_events).values(placeholders(audit_events)).prepare(),
);

export async function insertEvent(tx: Transaction, event: AuditEvent): Promise<void> {
  await insertion(tx).run(event);
}

function filters(query: AuditQuery): SQL | undefined {
  return and(
    query.actor === undefined ? undefined : eq(audit_events.actor, query.actor),
    query.action === undefined ? undefined : eq(audit_events.action, query.action),
    query.target === undefined ? undefined : eq(audit_events.target, query.target),
    query.since === undefined ? undefined : gte(audit_events.created_at, query.since),
  );
}

/** Newest first; one row more than the limit if there is a next page. */
export function listEvents(db: Reader, query: AuditQuery, after: Position | undefined) {
  // As one comparison, which the index answers; of two joined by OR, SQLite would sort all rows.
  const beyond =
    after &&
    sql`(${audit_events.created_at}, ${audit_events.id}) < (${String(after.value)}, ${after.id})`;
  return db
    .select()
    .from(audit_events)
    .where(and(filters(query), beyond))
    .orderBy(desc(audit_events.created_at), desc(audit_events.id))
    .limit(query.limit + 1);
}

export async function hasEventsBefore(db: Reader, time: string): Promise<boolean> {
  const [row] = await db
    .select({ id: audit_events.id })
    .from(audit_events)
    .where(lt(audit_events.created_at, time))
    .limit(1);
  return row !== undefined;
}

/** Deletes at most `most` older events and returns their actions. Only retention calls this. */
export async function deleteEventsBefore(
  tx: Transaction,
  time: string,
  most: number,
): Promise<string[]> {
  const old = tx
    .select({ id: audit_events.id })
    .from(audit_events)
    .where(lt(audit_events.created_at, time))
    .limit(most);
  const rows = await tx
    .delete(audit_events)
    .where(inArray(audit_events.id, old))
    .returning({ action: audit_events.action });
  return rows.map(({ action }) => action);
}

export async function countEvents(db: Reader, query: AuditQuery): Promise<number> {
  const [row] = await db.select({ total: count() }).from(audit_events).where(filters(query));
  return row?.total ?? 0;
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The ids in events and in their query, without duplicates. */
export function idsIn(
  events: readonly Pick<AuditEvent, "actor" | "target" | "key_id" | "before" | "after">[],
  { actor, target }: Pick<AuditQuery, "actor" | "target">,
): string[] {
  const fields = events.map((event) => [
    event.actor,
    event.target,
    event.key_id,
    event.before,
    event.after,
  ]);
  return [...new Set(JSON.stringify([fields, actor, target]).match(ID))];
}

/** Ids in one statement; SQLite allows 32,766. */
const MAX_IDS = 5000;

/** The tables whose rows have names. */
const NAMED = [
  { table: users, name: users.name },
  { table: model_profiles, name: model_profiles.name },
  { table: api_keys, name: api_keys.name },
  { table: catalog_sources, name: catalog_sources.provider },
] as const;

/** The current names by ids; a deleted row has none. */
export async function selectNames(
  db: Reader,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (let start = 0; start < ids.length; start += MAX_IDS) {
    const some = ids.slice(start, start + MAX_IDS);
    for (const { table, name: called } of NAMED) {
      const columns = { id: table.id, name: called };
      const rows = await db.select(columns).from(table).where(inArray(table.id, some));
      for (const { id, name } of rows) names[id] = name;
    }
  }
  return names;
}
