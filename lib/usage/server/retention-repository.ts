import "server-only";
import { asc, eq, lt, sql } from "drizzle-orm";
import { gateway_requests, usage_expiries, usage_hours } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

/** The tables whose rows expire, with the column of their time. */
const EXPIRING = {
  requests: { table: gateway_requests, time: gateway_requests.time },
  hours: { table: usage_hours, time: usage_hours.hour },
} as const;
export type Expiring = keyof typeof EXPIRING;

/** The time of the oldest row before `before`. */
export async function oldestBefore(
  db: Reader,
  kind: Expiring,
  before: string,
): Promise<string | undefined> {
  const { table, time } = EXPIRING[kind];
  const [row] = await db
    .select({ time })
    .from(table)
    .where(lt(time, before))
    .orderBy(asc(time))
    .limit(1);
  return row?.time;
}

/** Deletes at most `most` rows before a time and returns how many. */
export async function deleteBefore(
  tx: Transaction,
  kind: Expiring,
  before: string,
  most: number,
): Promise<number> {
  const { table, time } = EXPIRING[kind];
  const rowid = sql`rowid`;
  const old = tx.select({ rowid }).from(table).where(lt(time, before)).limit(most);
  const { rowsAffected } = await tx.delete(table).where(sql`rowid IN ${old}`);
  return rowsAffected;
}

export async function lastExpiry(db: Reader, name: Expiring): Promise<string | undefined> {
  const rows = await db.select().from(usage_expiries).where(eq(usage_expiries.name, name));
  return rows[0]?.at;
}

export async function noteExpiry(tx: Transaction, name: Expiring, at: string): Promise<void> {
  await tx
    .insert(usage_expiries)
    .values({ name, at })
    .onConflictDoUpdate({ target: usage_expiries.name, set: { at } });
}
