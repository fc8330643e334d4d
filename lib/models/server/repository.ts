import "server-only";
import { and, asc, eq, getTableColumns, ne } from "drizzle-orm";
import { prepared } from "@/db/prepared";
import { catalog_sources, catalog_state, models } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { ModelEntry } from "../schema";
import { FILE_SOURCE } from "../source-kinds";

const STATE = 1;

const state = prepared((db: Reader) =>
  db
    .select({ version: catalog_state.version })
    .from(catalog_state)
    .where(eq(catalog_state.id, STATE))
    .prepare(),
);

/** Rises with every read that changed something; 0 before the first. */
export async function catalogVersion(db: Reader): Promise<number> {
  const [row] = await state(db).all();
  return row?.version ?? 0;
}

/** What each source holds, by id; of those that hold the same, the one that is in force first. */
export function selectHeld(db: Reader) {
  const { id, entry, source } = getTableColumns(models);
  return db
    .select({ id, entry, source })
    .from(models)
    .leftJoin(catalog_sources, eq(catalog_sources.id, source))
    .orderBy(asc(id), ne(source, FILE_SOURCE), asc(catalog_sources.created_at), asc(source));
}

/** What one source holds. */
export async function selectEntries(db: Reader, source: string): Promise<ModelEntry[]> {
  const rows = await db
    .select({ entry: models.entry })
    .from(models)
    .where(eq(models.source, source));
  return rows.map((row) => row.entry);
}

/** The ids of what one source holds. */
export async function selectIds(db: Reader, source: string): Promise<string[]> {
  const rows = await db
    .select({ id: models.id })
    .from(models)
    .where(eq(models.source, source))
    .orderBy(asc(models.id));
  return rows.map((row) => row.id);
}

export async function upsertEntry(tx: Transaction, source: string, entry: ModelEntry, at: string) {
  const row = { id: entry.id, source, entry, updated_at: at };
  const target = [models.id, models.source];
  await tx.insert(models).values(row).onConflictDoUpdate({ target, set: row });
}

export async function deleteEntry(tx: Transaction, source: string, id: string): Promise<void> {
  await tx.delete(models).where(and(eq(models.id, id), eq(models.source, source)));
}

/** The next state of the catalog. */
export async function raiseVersion(tx: Transaction, at: string): Promise<void> {
  const row = { id: STATE, version: (await catalogVersion(tx)) + 1, synced_at: at };
  await tx
    .insert(catalog_state)
    .values(row)
    .onConflictDoUpdate({ target: catalog_state.id, set: row });
}
