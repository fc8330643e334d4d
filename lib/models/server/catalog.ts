import "server-only";
import { type Database, perDatabase } from "@/db/client";
import type { Reader } from "@/db/transaction";
import { type ModelRow, rowOf } from "../row";
import type { ModelEntry } from "../schema";
import { catalogVersion, selectEntries } from "./repository";

/** The whole catalog in memory, as of one version. */
export interface Catalog {
  version: number;
  entries: readonly ModelEntry[];
  rows: readonly ModelRow[];
  byId: ReadonlyMap<string, ModelEntry>;
}

interface Kept {
  catalog: Catalog | undefined;
}

/**
 * The catalog as it stands in the database: one small read tells whether the copy in memory is
 * still the current one, whoever synced last. `reader` is the database or a transaction in it.
 */
export async function loadCatalog(db: Database, reader: Reader = db.read): Promise<Catalog> {
  const kept = perDatabase<Kept>(db, "catalog", () => ({ catalog: undefined }));
  const version = await catalogVersion(reader);
  if (kept.catalog?.version === version) return kept.catalog;
  const entries = await selectEntries(reader);
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  kept.catalog = { version, entries, rows: entries.map(rowOf), byId };
  return kept.catalog;
}
