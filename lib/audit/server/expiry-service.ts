import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { deleteEventsBefore, hasEventsBefore } from "./repository";
import { recordEvent } from "./service";

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
