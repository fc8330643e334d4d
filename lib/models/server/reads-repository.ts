import "server-only";
import { eq } from "drizzle-orm";
import { catalog_reads, models } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type ReadRow = typeof catalog_reads.$inferSelect;

/** Deletes what was read from the source, and that it was. */
export async function deleteReads(tx: Transaction, source: string): Promise<void> {
  await tx.delete(models).where(eq(models.source, source));
  await tx.delete(catalog_reads).where(eq(catalog_reads.source, source));
}

export function selectReads(db: Reader): Promise<ReadRow[]> {
  return db.select().from(catalog_reads);
}

export async function findRead(db: Reader, source: string): Promise<ReadRow | undefined> {
  const [row] = await db.select().from(catalog_reads).where(eq(catalog_reads.source, source));
  return row;
}

export async function upsertRead(tx: Transaction, row: ReadRow): Promise<void> {
  await tx
    .insert(catalog_reads)
    .values(row)
    .onConflictDoUpdate({ target: catalog_reads.source, set: row });
}
