import "server-only";
import { and, asc, count, eq, getTableColumns, gt, inArray, ne, sql } from "drizzle-orm";
import { prepared } from "@/db/query";
import { catalog_state, engines, models } from "@/db/schema";
import type { Reader, Transaction } from "@/db/transaction";
import type { ModelEntry } from "../schema";
import { FILE_SOURCE } from "../source";

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

/**
 * A page of what the sources have, in order of the ids, from the one after `last`; of several sources
 * with an id, the one that is used comes first. All rows of an id are on one page.
 */
export async function selectHeldAfter(db: Reader, last: string, limit: number) {
  const { id, entry, source } = getTableColumns(models);
  const rows = await db
    .select({ id, entry, source })
    .from(models)
    .leftJoin(engines, eq(engines.id, source))
    .where(gt(id, last))
    .orderBy(
      asc(id),
      ne(source, FILE_SOURCE),
      asc(engines.priority),
      asc(engines.created_at),
      asc(source),
    )
    .limit(limit);
  const end = rows.at(-1)?.id;
  // The last id may go on: it is read again with the next page.
  const whole = rows.length < limit ? rows : rows.filter((row) => row.id !== end);
  return { rows: whole, isLast: rows.length < limit };
}

/** How many entries all sources have together. */
export async function countEntries(db: Reader): Promise<number> {
  const [row] = await db.select({ total: count() }).from(models);
  return row?.total ?? 0;
}

/** A page of a source's entries in order of the ids, from the one after `last`. */
export async function selectEntriesAfter(
  db: Reader,
  source: string,
  last: string,
  limit: number,
): Promise<ModelEntry[]> {
  const rows = await db
    .select({ entry: models.entry })
    .from(models)
    .where(and(eq(models.source, source), gt(models.id, last)))
    .orderBy(asc(models.id))
    .limit(limit);
  return rows.map((row) => row.entry);
}

/** The ids of a source's entries. */
export async function selectIds(db: Reader, source: string): Promise<string[]> {
  const rows = await db
    .select({ id: models.id })
    .from(models)
    .where(eq(models.source, source))
    .orderBy(asc(models.id));
  return rows.map((row) => row.id);
}

export async function upsertEntries(
  tx: Transaction,
  source: string,
  entries: readonly ModelEntry[],
  at: string,
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({ id: entry.id, source, entry, updated_at: at }));
  const set = { entry: sql`excluded.entry`, updated_at: at };
  const target = [models.id, models.source];
  await tx.insert(models).values(rows).onConflictDoUpdate({ target, set });
}

export async function deleteEntries(tx: Transaction, source: string, ids: readonly string[]) {
  if (ids.length === 0) return;
  await tx.delete(models).where(and(eq(models.source, source), inArray(models.id, [...ids])));
}

/** Everything that a source's models say as their provider follows its name. */
export async function setProvider(tx: Transaction, source: string, provider: string, at: string) {
  const entry = sql`json_set(${models.entry}, '$.provider', ${provider})`;
  await tx.update(models).set({ entry, updated_at: at }).where(eq(models.source, source));
}

/** The next state of the catalog. */
export async function raiseVersion(tx: Transaction, at: string): Promise<void> {
  const row = { id: STATE, version: (await catalogVersion(tx)) + 1, synced_at: at };
  await tx
    .insert(catalog_state)
    .values(row)
    .onConflictDoUpdate({ target: catalog_state.id, set: row });
}
