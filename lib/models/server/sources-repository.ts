import "server-only";
import { asc, eq } from "drizzle-orm";
import { catalog_reads, catalog_sources, models } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";

export type SourceRow = typeof catalog_sources.$inferSelect;
export type ReadRow = typeof catalog_reads.$inferSelect;

/** In the order in which their entries hold. */
export function selectSources(db: Reader): Promise<SourceRow[]> {
  return db
    .select()
    .from(catalog_sources)
    .orderBy(asc(catalog_sources.created_at), asc(catalog_sources.id));
}

export async function findSource(db: Reader, id: string): Promise<SourceRow | undefined> {
  const [row] = await db.select().from(catalog_sources).where(eq(catalog_sources.id, id));
  return row;
}

export async function upsertSource(tx: Transaction, row: SourceRow): Promise<void> {
  await tx
    .insert(catalog_sources)
    .values(row)
    .onConflictDoUpdate({ target: catalog_sources.id, set: row });
}

/** What was read from the source, and that it was. */
export async function deleteReads(tx: Transaction, source: string): Promise<void> {
  await tx.delete(models).where(eq(models.source, source));
  await tx.delete(catalog_reads).where(eq(catalog_reads.source, source));
}

export async function deleteSource(tx: Transaction, id: string): Promise<void> {
  await deleteReads(tx, id);
  await tx.delete(catalog_sources).where(eq(catalog_sources.id, id));
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
