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

/** Writes who did what, in the transaction of the change itself. */
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

/** Newest first, with what the things in it are called. @throws 401, 403, 400 `invalid_cursor` */
export async function listAudit(ctx: Context, query: AuditQuery): Promise<AuditPage> {
  requireAdmin(ctx.actor);
  const after = decodeCursor(ORDER, query.cursor);
  const rows = await listEvents(ctx.db.read, query, after);
  const page = cutPage(rows, query.limit, ORDER, (row) => ({ value: row.created_at, id: row.id }));
  const names = await selectNames(ctx.db.read, idsIn(page.data, query));
  return { ...page, total: await countEvents(ctx.db.read, query), names };
}

const EXPIRY = "audit.expire";
/** Events that go in one transaction, so that no write waits long. */
const BATCH = 5000;

/**
 * What goes and what tells of it are one transaction. That an event of its own went is not told:
 * the telling would be one more that goes some day, for ever.
 */
async function expireSome(ctx: Context, tx: Transaction, before: string): Promise<number> {
  const gone = await deleteEventsBefore(tx, before, BATCH);
  const events = gone.filter((action) => action !== EXPIRY).length;
  const after = { events, older_than: before };
  if (events > 0) await recordEvent(ctx, tx, { action: EXPIRY, target: "audit", after });
  return gone.length;
}

/** Removes events older than `before`, and says so in the audit itself; how many they were. */
export async function removeEventsBefore(ctx: Context, before: string): Promise<number> {
  if (!(await hasEventsBefore(ctx.db.read, before))) return 0;
  let total = 0;
  for (let gone = BATCH; gone === BATCH; total += gone) {
    gone = await withTransaction(ctx.db, (tx) => expireSome(ctx, tx, before));
  }
  return total;
}
