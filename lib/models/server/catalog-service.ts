import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { perDatabase } from "@/db/client";
import type { Reader } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { log } from "@/lib/runtime/log";
import { type ModelRow, rowOf } from "../row";
import type { ModelEntry } from "../schema";
import { catalogVersion, countEntries, selectHeldAfter } from "./repository";

/** The whole catalog in memory, as of one version. */
export interface Catalog {
  version: number;
  entries: readonly ModelEntry[];
  rows: readonly ModelRow[];
  byId: ReadonlyMap<string, ModelEntry>;
  /** Whose entry is in force, by the model's id. */
  sourceOf: ReadonlyMap<string, string>;
}

interface Cache {
  catalog?: Catalog | undefined;
  loading?: Promise<void> | undefined;
}

/** Rows read before other requests get their turn. */
const PAGE = 1000;
/** From this size, requests use the previous catalog while a new one is loaded. */
const LARGE = 5000;

/** @param mayYield false inside a transaction, in which nothing but the database may be awaited */
async function readCatalog(reader: Reader, version: number, mayYield: boolean): Promise<Catalog> {
  const entries: ModelEntry[] = [];
  const rows: ModelRow[] = [];
  const byId = new Map<string, ModelEntry>();
  const sourceOf = new Map<string, string>();
  for (let last = ""; ;) {
    const page = await selectHeldAfter(reader, last, PAGE);
    for (const { id, entry, source } of page.rows) {
      // Of several sources with an id, the first is used.
      if (byId.has(id)) continue;
      byId.set(id, entry);
      sourceOf.set(id, source);
      entries.push(entry);
      rows.push(rowOf(entry));
    }
    last = page.rows.at(-1)?.id ?? last;
    if (page.isLast) return { version, entries, rows, byId, sourceOf };
    if (mayYield) await nextTurn();
  }
}

function cacheOf(ctx: Context): Cache {
  return perDatabase<Cache>(ctx.db, "catalog", () => ({}));
}

/** Loads the catalog; concurrent callers share one load. */
async function load(ctx: Context, cache: Cache, version: number): Promise<void> {
  cache.loading ??= readCatalog(ctx.db.read, version, true)
    .then((catalog) => {
      cache.catalog = catalog;
    })
    .finally(() => {
      cache.loading = undefined;
    });
  return cache.loading;
}

/** The catalog with everything that was committed before the call. */
export async function freshCatalog(ctx: Context): Promise<Catalog> {
  const cache = cacheOf(ctx);
  for (;;) {
    const version = await catalogVersion(ctx.db.read);
    if (cache.catalog?.version === version) return cache.catalog;
    await load(ctx, cache, version);
  }
}

/** The catalog as a transaction sees it; kept in memory only if it is committed. */
async function catalogInside(
  ctx: Context,
  tx: Reader,
  version: number,
  isCommitted: boolean,
): Promise<Catalog> {
  const catalog = await readCatalog(tx, version, false);
  if (isCommitted) cacheOf(ctx).catalog = catalog;
  return catalog;
}

/**
 * The catalog in memory: one small read shows whether it is still current. A large one that is being
 * loaded again is used in its previous state meanwhile.
 * @param reader the database, or a transaction in it
 */
export async function currentCatalog(ctx: Context, reader: Reader = ctx.db.read): Promise<Catalog> {
  const cache = cacheOf(ctx);
  const version = await catalogVersion(reader);
  if (cache.catalog?.version === version) return cache.catalog;
  // A transaction that changed the catalog may be rolled back, and its version number used again.
  const isCommitted = reader === ctx.db.read || (await catalogVersion(ctx.db.read)) === version;
  if (cache.catalog && isCommitted && (await countEntries(reader)) >= LARGE) {
    load(ctx, cache, version).catch((error: unknown) => {
      log().warn({ err: error }, "the catalog could not be loaded");
    });
    return cache.catalog;
  }
  if (reader !== ctx.db.read) return catalogInside(ctx, reader, version, isCommitted);
  return freshCatalog(ctx);
}
