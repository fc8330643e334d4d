import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { currentSettings } from "@/lib/settings/server/service";
import { deleteEventsBefore, hasEventsBefore } from "./repository";
import { recordEvent } from "./service";

const EXPIRY = "audit.expire";
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
/** Events that go in one transaction, so that no write waits long. */
const BATCH = 5000;

/** Removes events older than the setting says, and says so in the audit itself; how many they were. */
export async function expireAudit(ctx: Context): Promise<number> {
  const { audit_days } = await currentSettings(ctx, ctx.db.read);
  if (audit_days === 0) return 0;
  const before = new Date(clock.now().getTime() - audit_days * DAY).toISOString();
  if (!(await hasEventsBefore(ctx.db.read, before))) return 0;
  let total = 0;
  for (let gone = BATCH; gone === BATCH; total += gone) {
    gone = await withTransaction(ctx.db, (tx) => expireSome(ctx, tx, before));
  }
  return total;
}

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

/** Expires now and every minute, so that a shorter setting soon holds; what fails is tried again. */
export function keepExpiring(ctx: Context): void {
  const expire = () => {
    expireAudit(ctx).catch((error: unknown) => {
      log().warn({ err: error }, "old events of the audit could not be removed");
    });
  };
  expire();
  setInterval(expire, MINUTE).unref();
}
