import "server-only";
import { eq } from "drizzle-orm";
import { password_resets } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

type ResetRow = typeof password_resets.$inferSelect;

export async function findReset(db: Reader, hash: string): Promise<ResetRow | undefined> {
  const [row] = await db.select().from(password_resets).where(eq(password_resets.hash, hash));
  return row;
}

/** A user has one link at most: a new one takes the place of the old. */
export async function putReset(tx: Transaction, row: ResetRow): Promise<void> {
  await tx
    .insert(password_resets)
    .values(row)
    .onConflictDoUpdate({ target: password_resets.user_id, set: row });
}

export async function deleteReset(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(password_resets).where(eq(password_resets.user_id, userId));
}
