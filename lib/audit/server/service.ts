import "server-only";
import type { Transaction } from "@/db/transaction";
import { type Actor, requireAdmin } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { idsIn } from "../mentions";
import type { AuditAction } from "../kinds";
import type { AuditPage, AuditQuery } from "../schema";
import { selectNames } from "./names-repository";
import { countEvents, insertEvent, listEvents } from "./repository";

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
