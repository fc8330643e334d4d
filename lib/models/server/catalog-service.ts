import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { perDatabase } from "@/db/client";
import type { Reader } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { log } from "@/lib/runtime/log";
import { type ModelRow, rowOf } from "../row";
import type { ModelEntry } from "../schema";
import { selectCorrections } from "./corrections-repository";
import { catalogVersion, countEntries, selectHeldAfter } from "./repository";

/** The whole catalog in memory, as of one version. */
export interface Catalog {
  version: number;
  entries: readonly ModelEntry[];
  rows: readonly ModelRow[];
  byId: ReadonlyMap<string, ModelEntry>;
  /** The sources that have a model, by its id; the entry of the first is used. */
  sourcesOf: ReadonlyMap<string, readonly SourceOfModel[]>;
  /** What sources report of the models that an admin has corrected, by id. */
  reported: ReadonlyMap<string, Reported>;
}

interface SourceOfModel {
  /** `file`, or an engine's id. */
  source: string;
  /** What the source calls the model. */
  model: string;
}

/** The facts that an admin can correct. */
type Reported = Pick<ModelRow, "task" | "context_length">;

type Correction = { [Fact in keyof Reported]: Reported[Fact] | null };

/** The entry with what an admin has corrected. */
function corrected(entry: ModelEntry, { task, context_length }: Correction): ModelEntry {
  const details = {
    ...entry.details,
    context_length: context_length ?? entry.details.context_length,
  };
  return { ...entry, task: task ?? entry.task, details };
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
  const sourcesOf = new Map<string, SourceOfModel[]>();
  const reported = new Map<string, Reported>();
  const corrections = new Map(
    (await selectCorrections(reader)).map((row) => [row.model_id, row] as const),
  );
  for (let last = ""; ;) {
    const page = await selectHeldAfter(reader, last, PAGE);
    for (const { id, entry: read, source } of page.rows) {
      const others = sourcesOf.get(id);
      others?.push({ source, model: read.model });
      // Of several sources with an id, the first is used.
      if (others) continue;
      const correction = corrections.get(id);
      const entry = correction ? corrected(read, correction) : read;
      if (correction)
        reported.set(id, { task: read.task, context_length: read.details.context_length });
      byId.set(id, entry);
      sourcesOf.set(id, [{ source, model: read.model }]);
      entries.push(entry);
      rows.push(rowOf(entry));
    }
    last = page.rows.at(-1)?.id ?? last;
    if (page.isLast) return { version, entries, rows, byId, sourcesOf, reported };
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
