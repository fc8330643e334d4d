import "server-only";
import { asc, eq } from "drizzle-orm";
import { model_corrections, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type CorrectionRow = typeof model_corrections.$inferSelect;

/** All corrections, with the names of the admins who made them. */
export function selectCorrections(db: Reader) {
  const { model_id, task, context_length, updated_at } = model_corrections;
  return db
    .select({ model_id, task, context_length, updated_at, set_by_name: users.name })
    .from(model_corrections)
    .innerJoin(users, eq(users.id, model_corrections.set_by))
    .orderBy(asc(model_id));
}

export async function findCorrection(db: Reader, id: string): Promise<CorrectionRow | undefined> {
  const [row] = await db.select().from(model_corrections).where(eq(model_corrections.model_id, id));
  return row;
}

export async function upsertCorrection(tx: Transaction, row: CorrectionRow): Promise<void> {
  await tx
    .insert(model_corrections)
    .values(row)
    .onConflictDoUpdate({ target: model_corrections.model_id, set: row });
}

export async function deleteCorrection(tx: Transaction, id: string): Promise<void> {
  await tx.delete(model_corrections).where(eq(model_corrections.model_id, id));
}
