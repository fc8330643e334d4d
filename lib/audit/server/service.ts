import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { type Actor, requireAdmin } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import {
  countEvents,
  deleteEventsBefore,
  hasEventsBefore,
  idsIn,
  insertEvent,
  listEvents,
  selectNames,
} from "./repository";
import type { AuditAction } from "../labels";
import type { AuditPage, AuditQuery } from "../schema";

const ORDER = "-created_at";

type Fields = Record<string, unknown>;

interface Event {
  action: AuditAction;
  /** `profile:<id>` */
  target: string;
  before?: Fields | null;
  after?: Fields | null;
}

function actorName(actor: Actor): string {
  return actor.kind === "user" ? actor.id : actor.kind;
}

/** Records who did what, in the transaction of the change itself. */
export async function recordEvent(ctx: Context, tx: Transaction, event: Event): Promise<void> {
  await insertEvent(tx, {
    id: ids.uuid(),
    created_at: clock.iso(),
    actor: actorName(ctx.actor),
    key_id: ctx.actor.kind === "user" ? (ctx.actor.key?.id ?? null) : null,
    address: ctx.origin.address,
    request_id: ctx.origin.requestId,
    action: event.action,
    target: event.target,
    before: event.before ?? null,
    after: event.after ?? null,
  });
}

/** Events, newest first, with the names of their ids. @throws 401, 403, 400 `invalid_cursor` */
export async function listAudit(ctx: Context, query: AuditQuery): Promise<AuditPage> {
  requireAdmin(ctx.actor);
  const after = decodeCursor(ORDER, query.cursor);
  const rows = await listEvents(ctx.db.read, query, after);
  const page = cutPage(rows, query.limit, ORDER, (row) => ({ value: row.created_at, id: row.id }));
  const names = await selectNames(ctx.db.read, idsIn(page.data, query));
  return { ...page, total: await countEvents(ctx.db.read, query), names };
}

const EXPIRY = "audit.expire";
/** Events that one transaction deletes, so that no other write waits long. */
const BATCH = 5000;

/**
 * Deletes one batch and records it in the same transaction. Deleted records of deletions are not counted:
 * otherwise each of them would cause another record later, forever.
 */
async function expireSome(ctx: Context, tx: Transaction, before: string): Promise<number> {
  const deleted = await deleteEventsBefore(tx, before, BATCH);
  const events = deleted.filter((action) => action !== EXPIRY).length;
  const after = { events, older_than: before };
  if (events > 0) await recordEvent(ctx, tx, { action: EXPIRY, target: "audit", after });
  return deleted.length;
}

/** Deletes events older than `before` and records that. Returns how many were deleted. */
export async function removeEventsBefore(ctx: Context, before: string): Promise<number> {
  if (!(await hasEventsBefore(ctx.db.read, before))) return 0;
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    deleted = await withTransaction(ctx.db, (tx) => expireSome(ctx, tx, before));
  }
  return total;
}
