import "server-only";
import { perDatabase } from "@/db/client";
import type { Reader } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { type ModelRow, rowOf } from "../row";
import type { ModelEntry } from "../schema";
import { catalogVersion, selectHeld } from "./repository";

/** The whole catalog in memory, as of one version. */
export interface Catalog {
  version: number;
  entries: readonly ModelEntry[];
  rows: readonly ModelRow[];
  byId: ReadonlyMap<string, ModelEntry>;
  /** Whose entry is in force, by the model's id. */
  sourceOf: ReadonlyMap<string, string>;
}

interface Kept {
  catalog: Catalog | undefined;
}

async function readCatalog(reader: Reader, version: number): Promise<Catalog> {
  const held = await selectHeld(reader);
  // Where several sources hold an id, the first of them is in force.
  const inForce = held.filter(({ id }, index) => held[index - 1]?.id !== id);
  const entries = inForce.map(({ entry }) => entry);
  return {
    version,
    entries,
    rows: entries.map(rowOf),
    byId: new Map(inForce.map(({ id, entry }) => [id, entry])),
    sourceOf: new Map(inForce.map(({ id, source }) => [id, source])),
  };
}

/**
 * The catalog as it stands in the database: one small read tells whether the copy in memory is
 * still the current one, whoever read it last. `reader` is the database or a transaction in it.
 */
export async function currentCatalog(ctx: Context, reader: Reader = ctx.db.read): Promise<Catalog> {
  const kept = perDatabase<Kept>(ctx.db, "catalog", () => ({ catalog: undefined }));
  const version = await catalogVersion(reader);
  if (kept.catalog?.version === version) return kept.catalog;
  const catalog = await readCatalog(reader, version);
  // What a transaction has changed may never be committed, and its number be another's.
  const isCommitted = reader === ctx.db.read || (await catalogVersion(ctx.db.read)) === version;
  if (isCommitted) kept.catalog = catalog;
  return catalog;
}
