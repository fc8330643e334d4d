import "server-only";
import { asc, eq } from "drizzle-orm";
import { engines } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import { AppError } from "@/lib/errors";

export type EngineRow = typeof engines.$inferSelect;

/** In the order in which they are tried, and in which their models are used. */
export function selectEngines(db: Reader): Promise<EngineRow[]> {
  return db
    .select()
    .from(engines)
    .orderBy(asc(engines.priority), asc(engines.created_at), asc(engines.id));
}

export async function findEngine(db: Reader, id: string): Promise<EngineRow | undefined> {
  const [row] = await db.select().from(engines).where(eq(engines.id, id));
  return row;
}

/** @throws 404 `engine_not_found` */
export async function foundEngine(db: Reader, id: string): Promise<EngineRow> {
  const row = await findEngine(db, id.toLowerCase());
  if (!row) throw new AppError("engine_not_found", "There is no engine with this id.");
  return row;
}

export async function upsertEngine(tx: Transaction, row: EngineRow): Promise<void> {
  await tx.insert(engines).values(row).onConflictDoUpdate({ target: engines.id, set: row });
}

export async function deleteEngine(tx: Transaction, id: string): Promise<void> {
  await tx.delete(engines).where(eq(engines.id, id));
}
