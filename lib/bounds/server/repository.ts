import "server-only";
import { asc, eq } from "drizzle-orm";
import { prepared } from "@/db/query";
import { bounds, users } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type BoundRow = typeof bounds.$inferSelect;

const all = prepared((db: Reader) =>
  db
    .select({
      id: bounds.id,
      path: bounds.path,
      task: bounds.task,
      limit: bounds.limit,
      updated_at: bounds.updated_at,
      set_by_name: users.name,
    })
    .from(bounds)
    .innerJoin(users, eq(users.id, bounds.set_by))
    .orderBy(asc(bounds.path), asc(bounds.task))
    .prepare(),
);

export function selectBounds(db: Reader) {
  return all(db).all();
}

export async function upsertBound(tx: Transaction, row: BoundRow): Promise<void> {
  const { id: _id, ...changed } = row;
  await tx
    .insert(bounds)
    .values(row)
    .onConflictDoUpdate({ target: [bounds.path, bounds.task], set: changed });
}

export async function deleteBound(tx: Transaction, id: string): Promise<void> {
  await tx.delete(bounds).where(eq(bounds.id, id));
}
