import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { currentSettings } from "@/lib/settings/server/service";
import {
  deleteBefore,
  type Expiring,
  lastExpiry,
  noteExpiry,
  oldestBefore,
} from "./retention-repository";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Rows that one transaction deletes, so that no other write waits long. */
const BATCH = 5000;

/**
 * The end of the rows that may be deleted now: the oldest day of those before `before`, and none within
 * an hour of the last deletion. A clock that jumps ahead must not delete everything.
 */
async function endOfExpiry(
  tx: Transaction,
  kind: Expiring,
  before: string,
): Promise<string | undefined> {
  const oldest = await oldestBefore(tx, kind, before);
  if (oldest === undefined) return undefined;
  const last = await lastExpiry(tx, kind);
  const age = clock.now().getTime() - Date.parse(last ?? "");
  // A deletion in the future was noted before the clock was set back.
  if (age >= 0 && age < HOUR) return undefined;
  const endOfDay = new Date(Date.parse(oldest) + DAY).toISOString();
  return endOfDay < before ? endOfDay : before;
}

/** Deletes rows older than so many days, at most those of one day in an hour; 0 days keep all. */
async function expire(ctx: Context, kind: Expiring, days: number): Promise<number> {
  const before = new Date(clock.now().getTime() - days * DAY).toISOString();
  if (days === 0 || (await oldestBefore(ctx.db.read, kind, before)) === undefined) return 0;
  let end: string | undefined;
  const expireBatch = async (tx: Transaction) => {
    if (end === undefined) {
      end = await endOfExpiry(tx, kind, before);
      if (end !== undefined) await noteExpiry(tx, kind, clock.iso());
    }
    return end === undefined ? 0 : deleteBefore(tx, kind, end, BATCH);
  };
  let total = 0;
  for (let deleted = BATCH; deleted === BATCH; total += deleted) {
    deleted = await withTransaction(ctx.db, expireBatch);
  }
  return total;
}

/** Removes requests and hourly sums that are older than the settings say; returns how many. */
export async function expireUsage(ctx: Context): Promise<number> {
  const { request_days, usage_days } = await currentSettings(ctx, ctx.db.read);
  const requests = await expire(ctx, "requests", request_days);
  return requests + (await expire(ctx, "hours", usage_days));
}
