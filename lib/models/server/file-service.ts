import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireAdmin } from "@/lib/auth/actor";
import type { Context } from "@/lib/context";
import { CatalogFileError } from "../catalog-file";
import type { SyncReport } from "../query";
import { FILE_SOURCE } from "../source-kinds";
import { applyFailure, applyList } from "./apply";
import { examineConfiguredCatalog, type FileRead } from "./file";
import { findRead } from "./sources-repository";

/**
 * Reads the file and works on it within one transaction, of which one runs after the other: what was
 * read first, here or in another process, must not be put in force last.
 */
function withFile<T>(
  ctx: Context,
  work: (tx: Transaction, read: FileRead) => Promise<T>,
): Promise<T> {
  return withTransaction(ctx.db, async (tx) => work(tx, await examineConfiguredCatalog()));
}

function applyRead(ctx: Context, tx: Transaction, { digest, list }: FileRead): Promise<SyncReport> {
  return list instanceof CatalogFileError
    ? applyFailure(tx, FILE_SOURCE, list.message, { digest })
    : applyList(ctx, tx, FILE_SOURCE, list, { digest });
}

/**
 * Reads `MODELS_FILE` into the catalog; for start-up, where a file that cannot be used must stop
 * the program.
 * @throws CatalogFileError that names `MODELS_FILE`
 */
export function loadCatalogFile(ctx: Context): Promise<SyncReport> {
  return withFile(ctx, (tx, read) => {
    if (read.list instanceof CatalogFileError) throw read.list;
    return applyRead(ctx, tx, read);
  });
}

/**
 * Reads `MODELS_FILE` again. A file that cannot be used changes nothing and is told as entry -1.
 * @throws 401, 403
 */
export async function syncCatalog(ctx: Context): Promise<SyncReport> {
  requireAdmin(ctx.actor);
  return withFile(ctx, (tx, read) => applyRead(ctx, tx, read));
}

/**
 * Reads `MODELS_FILE` where it holds something else than when it was last read, by whichever
 * process; the report of that read, else null.
 */
export function pickUpCatalogFile(ctx: Context): Promise<SyncReport | null> {
  return withFile(ctx, async (tx, read) => {
    // Another process may just have picked it up, and its report stays.
    const last = await findRead(tx, FILE_SOURCE);
    return last?.digest === read.digest ? null : applyRead(ctx, tx, read);
  });
}
