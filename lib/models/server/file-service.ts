import "server-only";
import { perDatabase } from "@/db/client";
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
 * Reads and applies in one go, one after the other in this process: what was read first must not be
 * put in force last.
 */
function inTurn<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  const turn = perDatabase(ctx.db, "catalog-file", () => ({
    last: Promise.resolve<unknown>(null),
  }));
  const result = turn.last.then(work);
  turn.last = result.catch(() => undefined);
  return result;
}

function applyRead(ctx: Context, tx: Transaction, { digest, list }: FileRead): Promise<SyncReport> {
  return list instanceof CatalogFileError
    ? applyFailure(tx, FILE_SOURCE, list.message, { digest })
    : applyList(ctx, tx, FILE_SOURCE, list, { digest });
}

function apply(ctx: Context, read: FileRead): Promise<SyncReport> {
  return withTransaction(ctx.db, (tx) => applyRead(ctx, tx, read));
}

/**
 * Reads `MODELS_FILE` into the catalog; for start-up, where a file that cannot be used must stop
 * the program.
 * @throws CatalogFileError that names `MODELS_FILE`
 */
export function loadCatalogFile(ctx: Context): Promise<SyncReport> {
  return inTurn(ctx, async () => {
    const read = await examineConfiguredCatalog();
    if (read.list instanceof CatalogFileError) throw read.list;
    return apply(ctx, read);
  });
}

/**
 * Reads `MODELS_FILE` again. A file that cannot be used changes nothing and is told as entry -1.
 * @throws 401, 403
 */
export async function syncCatalog(ctx: Context): Promise<SyncReport> {
  requireAdmin(ctx.actor);
  return inTurn(ctx, async () => apply(ctx, await examineConfiguredCatalog()));
}

/**
 * Reads `MODELS_FILE` where it holds something else than when it was last read, by whichever
 * process; the report of that read, else null.
 */
export function pickUpCatalogFile(ctx: Context): Promise<SyncReport | null> {
  return inTurn(ctx, async () => {
    const read = await examineConfiguredCatalog();
    return withTransaction(ctx.db, async (tx) => {
      // Asked in the transaction: another process may just have picked it up, and its report stays.
      const last = await findRead(tx, FILE_SOURCE);
      return last?.digest === read.digest ? null : applyRead(ctx, tx, read);
    });
  });
}
