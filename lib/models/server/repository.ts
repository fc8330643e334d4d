import "server-only";
import { eq } from "drizzle-orm";
import { prepared } from "@/db/prepared";
import { catalog_state, models } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { ModelEntry } from "../schema";

const STATE = 1;

const state = prepared((db: Reader) =>
  db
    .select({ version: catalog_state.version })
    .from(catalog_state)
    .where(eq(catalog_state.id, STATE))
    .prepare(),
);

/** Rises with every sync that changed something; 0 before the first. */
export async function catalogVersion(db: Reader): Promise<number> {
  const [row] = await state(db).all();
  return row?.version ?? 0;
}

export async function selectEntries(db: Reader): Promise<ModelEntry[]> {
  const rows = await db.select({ entry: models.entry }).from(models).orderBy(models.id);
  return rows.map((row) => row.entry);
}

export async function upsertEntry(tx: Transaction, entry: ModelEntry, at: string): Promise<void> {
  const row = { id: entry.id, entry, updated_at: at };
  await tx.insert(models).values(row).onConflictDoUpdate({ target: models.id, set: row });
}

export async function deleteEntry(tx: Transaction, id: string): Promise<void> {
  await tx.delete(models).where(eq(models.id, id));
}

export async function setCatalogVersion(tx: Transaction, version: number, at: string) {
  const row = { id: STATE, version, synced_at: at };
  await tx
    .insert(catalog_state)
    .values(row)
    .onConflictDoUpdate({ target: catalog_state.id, set: row });
}
