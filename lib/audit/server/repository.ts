import "server-only";
import { and, count, desc, eq, gte, inArray, lt, or, type SQL } from "drizzle-orm";
import { placeholders, prepared } from "@/db/prepared";
import { audit_events } from "@/db/schema";
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

/** Newest first; one row more than the limit where there is a next page. */
export function listEvents(db: Reader, query: AuditQuery, after: Position | undefined) {
  const beyond =
    after &&
    or(
      lt(audit_events.created_at, String(after.value)),
      and(eq(audit_events.created_at, String(after.value)), lt(audit_events.id, after.id)),
    );
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

/** Removes what is older, at most so many; what those were of. Nothing but retention does. */
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
