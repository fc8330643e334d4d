import "server-only";
import { and, asc, count, desc, eq, gt, gte, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import { placeholders, prepared } from "@/db/query";
import {
  api_keys,
  audit_events,
  deleted_profiles,
  engines,
  model_profiles,
  users,
} from "@/db/schema";
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

/** The time of the oldest event before `time`. */
export async function oldestEventBefore(db: Reader, time: string): Promise<string | undefined> {
  const [row] = await db
    .select({ created_at: audit_events.created_at })
    .from(audit_events)
    .where(lt(audit_events.created_at, time))
    .orderBy(asc(audit_events.created_at))
    .limit(1);
  return row?.created_at;
}

/** True if an event with the action happened after `from`, and not after `to`. */
export async function hasEventBetween(
  db: Reader,
  action: string,
  [from, to]: readonly [from: string, to: string],
): Promise<boolean> {
  const { created_at } = audit_events;
  const rows = await db
    .select({ id: audit_events.id })
    .from(audit_events)
    .where(and(eq(audit_events.action, action), gt(created_at, from), lte(created_at, to)))
    .limit(1);
  return rows.length > 0;
}

/** Deletes at most `most` older events and returns their actions. Only retention calls this. */
export async function deleteEventsBefore(
  tx: Transaction,
  time: string,
  most: number,
): Promise<string[]> {
  const { created_at, id } = audit_events;
  const old = tx
    .select({ created_at, id })
    .from(audit_events)
    .where(lt(created_at, time))
    .limit(most);
  const rows = await tx
    .delete(audit_events)
    .where(sql`(${created_at}, ${id}) IN ${old}`)
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
  { table: engines, name: engines.name },
] as const;

/** Deleted profiles keep their name while they are in the trash. */
const DELETED = {
  table: deleted_profiles,
  name: sql<string>`${deleted_profiles.profile} ->> '$.name'`,
};

/** The current names by ids; a row that is deleted for good has none. */
export async function selectNames(
  db: Reader,
  ids: readonly string[],
): Promise<Record<string, string>> {
  const names: Record<string, string> = {};
  for (let start = 0; start < ids.length; start += MAX_IDS) {
    const some = ids.slice(start, start + MAX_IDS);
    for (const { table, name: called } of [DELETED, ...NAMED]) {
      const columns = { id: table.id, name: called };
      const rows = await db.select(columns).from(table).where(inArray(table.id, some));
      for (const { id, name } of rows) names[id] = name;
    }
  }
  return names;
}
