import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, requireUser } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import { CatalogFileError } from "../catalog-file";
import type { ModelQuery, SyncReport } from "../query";
import type { ModelEntry } from "../schema";
import { kindOf, positionOf, searchModels } from "../search";
import { type Catalog, loadCatalog } from "./catalog";
import {
  catalogVersion,
  deleteEntry,
  selectEntries,
  setCatalogVersion,
  upsertEntry,
} from "./repository";
import { readConfiguredCatalog } from "./source";

/** The catalog in force, for other services and inside their transactions. */
export function currentCatalog(ctx: Context, reader?: Reader): Promise<Catalog> {
  return loadCatalog(ctx.db, reader);
}

function available(entry: ModelEntry) {
  return { ...entry, available: true };
}

/** A page of the catalog with its facets. @throws 401, 400 `invalid_cursor` */
export async function listModels(ctx: Context, query: ModelQuery) {
  requireUser(ctx.actor, "read");
  const { sort, limit } = query;
  const after = decodeCursor(sort, query.cursor, kindOf(sort));
  const catalog = await loadCatalog(ctx.db);
  const { rows, total, facets } = searchModels(catalog.rows, query, after);
  const page = cutPage(rows, limit, sort, (row) => positionOf(row, sort));
  const data = page.data.flatMap((row) => catalog.byId.get(row.id) ?? []).map(available);
  return { ...page, data, total, facets };
}

/** The whole catalog, a line a model, in order of the ids. @throws 401 */
export async function listModelRows(ctx: Context) {
  requireUser(ctx.actor, "read");
  return { data: (await loadCatalog(ctx.db)).rows };
}

/** @throws 401, 404 `model_not_found` */
export async function getModel(ctx: Context, id: string) {
  requireUser(ctx.actor, "read");
  const { byId } = await loadCatalog(ctx.db);
  const entry = byId.get(id);
  if (!entry) throw new AppError("model_not_found", `The catalog has no model with this id.`);
  return available(entry);
}

/** Makes the table what the file says; tells what that changed. */
async function applyEntries(tx: Transaction, entries: readonly ModelEntry[]) {
  const before = new Map((await selectEntries(tx)).map((entry) => [entry.id, entry]));
  const after = new Set(entries.map((entry) => entry.id));
  const added = entries.filter((entry) => !before.has(entry.id));
  const updated = entries.filter((entry) => {
    const old = before.get(entry.id);
    return old !== undefined && !isDeepStrictEqual(old, JSON.parse(JSON.stringify(entry)));
  });
  const removed = [...before.keys()].filter((id) => !after.has(id));
  const now = clock.iso();
  for (const entry of [...added, ...updated]) await upsertEntry(tx, entry, now);
  for (const id of removed) await deleteEntry(tx, id);
  if (added.length + updated.length + removed.length > 0) {
    await setCatalogVersion(tx, (await catalogVersion(tx)) + 1, now);
  }
  const idOf = (entry: ModelEntry) => entry.id;
  return { added: added.map(idOf), updated: updated.map(idOf), removed };
}

/**
 * Reads `MODELS_FILE` into the catalog; for start-up, where a file that cannot be used must stop
 * the program.
 * @throws CatalogFileError that names `MODELS_FILE`
 */
export async function loadCatalogFile(ctx: Context): Promise<SyncReport> {
  const { entries, errors } = await readConfiguredCatalog();
  return withTransaction(ctx.db, async (tx) => {
    const changes = await applyEntries(tx, entries);
    if (changes.added.length + changes.updated.length + changes.removed.length > 0) {
      await recordEvent(ctx, tx, { action: "catalog.sync", target: "catalog", after: changes });
    }
    return { ...changes, errors };
  });
}

/**
 * Reads `MODELS_FILE` again. A file that cannot be used changes nothing and is told as entry -1.
 * @throws 401, 403
 */
export async function syncCatalog(ctx: Context): Promise<SyncReport> {
  requireAdmin(ctx.actor);
  try {
    return await loadCatalogFile(ctx);
  } catch (error) {
    if (!(error instanceof CatalogFileError)) throw error;
    const fault = { index: -1, path: "", message: error.message };
    return { added: [], updated: [], removed: [], errors: [fault] };
  }
}
