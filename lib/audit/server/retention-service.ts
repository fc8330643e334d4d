import "server-only";
import { withTransaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { currentSettings } from "@/lib/settings/server/service";
import { deleteEventsBefore } from "./repository";
import { recordEvent } from "./service";

const DAY = 24 * 60 * 60 * 1000;
/** Events that go in one transaction, so that no write waits long. */
const BATCH = 5000;

/** Removes events older than the setting says, and says so in the audit itself; how many they were. */
export async function expireAudit(ctx: Context): Promise<number> {
  const { audit_days } = await currentSettings(ctx, ctx.db.read);
  if (audit_days === 0) return 0;
  const before = new Date(clock.now().getTime() - audit_days * DAY).toISOString();
  let total = 0;
  for (let gone = BATCH; gone === BATCH; total += gone) {
    gone = await withTransaction(ctx.db, (tx) => deleteEventsBefore(tx, before, BATCH));
  }
  if (total > 0) {
    await withTransaction(ctx.db, (tx) =>
      recordEvent(ctx, tx, {
        action: "audit.expire",
        target: "audit",
        after: { events: total, older_than: before },
      }),
    );
  }
  return total;
}

/** Expires now and once a day; what fails is tried again the next day. */
export function keepExpiring(ctx: Context): void {
  const expire = () => {
    expireAudit(ctx).catch((error: unknown) => {
      log().warn({ err: error }, "old events of the audit could not be removed");
    });
  };
  expire();
  setInterval(expire, DAY).unref();
}
