import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { type Actor, requireAdmin } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import {
  countEvents,
  deleteEventsBefore,
  hasEventBetween,
  idsIn,
  insertEvent,
  listEvents,
  oldestEventBefore,
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

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** The time so many milliseconds after another. */
function plus(iso: string, ms: number): string {
  return new Date(Date.parse(iso) + ms).toISOString();
}

/**
 * The end of the events that may be deleted now: of those older than `before`, the oldest day. None
 * within an hour of the last deletion: a clock that jumps ahead must not take the whole audit before
 * somebody notices.
 */
async function endOfExpiry(db: Reader, before: string): Promise<string | undefined> {
  const oldest = await oldestEventBefore(db, before);
  if (oldest === undefined) return undefined;
  const now = clock.iso();
  // A deletion in the future was recorded before the clock was set back.
  if (await hasEventBetween(db, EXPIRY, [plus(now, -HOUR), now])) return undefined;
  const endOfDay = plus(oldest, DAY);
  return endOfDay < before ? endOfDay : before;
}

/**
 * Deletes events older than `before`, at most those of one day in an hour, and records that. Returns
 * how many were deleted.
 */
export async function removeEventsBefore(ctx: Context, before: string): Promise<number> {
  if ((await endOfExpiry(ctx.db.read, before)) === undefined) return 0;
  let end: string | undefined;
  const expireBatch = async (tx: Transaction) => {
    // Another process may have deleted since.
    end ??= await endOfExpiry(tx, before);
    return end === undefined ? 0 : expireSome(ctx, tx, end);
  };
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    deleted = await withTransaction(ctx.db, expireBatch);
  }
  return total;
}
