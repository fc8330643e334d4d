import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireAdmin } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { CatalogFileError } from "../catalog-file";
import type { SyncReport } from "../query";
import { FILE_SOURCE } from "../source-kinds";
import { applyFailure, applyList, isOvertaken, reportOfSame } from "./apply";
import { examineConfiguredCatalog } from "./file";
import { findRead } from "./sources-repository";

/** What stands in the file, and when it was asked for. */
async function readNow() {
  const at = clock.iso();
  return { at, ...(await examineConfiguredCatalog()) };
}

type Read = Awaited<ReturnType<typeof readNow>>;

function putInForce(ctx: Context, tx: Transaction, { list, ...facts }: Read) {
  return list instanceof CatalogFileError
    ? applyFailure(tx, FILE_SOURCE, list.message, facts)
    : applyList(ctx, tx, FILE_SOURCE, list, facts);
}

/**
 * Puts what was read in force and tells what that changed. Of reads beside each other, here or in
 * another process, the one that was begun last holds, and its report is told for all.
 */
function applyRead(ctx: Context, read: Read): Promise<SyncReport> {
  return withTransaction(ctx.db, async (tx) => {
    const held = await findRead(tx, FILE_SOURCE);
    return isOvertaken(read.at, held) ? held.report : putInForce(ctx, tx, read);
  });
}

/**
 * Reads `MODELS_FILE` into the catalog; for start-up, where a file that cannot be used must stop
 * the program. Writes nothing where the catalog has it already: the disk may be read-only.
 * @throws CatalogFileError that names `MODELS_FILE`
 */
export async function loadCatalogFile(ctx: Context): Promise<SyncReport> {
  const read = await readNow();
  const { list, digest } = read;
  if (list instanceof CatalogFileError) throw list;
  const report = await reportOfSame(ctx.db.read, FILE_SOURCE, list, digest);
  return report ?? applyRead(ctx, read);
}

/**
 * Reads `MODELS_FILE` again. A file that cannot be used changes nothing and is told as entry -1.
 * @throws 401, 403
 */
export async function syncCatalog(ctx: Context): Promise<SyncReport> {
  requireAdmin(ctx.actor);
  return applyRead(ctx, await readNow());
}

/**
 * Reads `MODELS_FILE` where it holds something else than when it was last read, by whichever
 * process; the report of that read, else null.
 */
export async function pickUpCatalogFile(ctx: Context): Promise<SyncReport | null> {
  const read = await readNow();
  return withTransaction(ctx.db, async (tx) => {
    // Another process may just have picked it up, or what came after it; its report stays.
    const held = await findRead(tx, FILE_SOURCE);
    if (held?.digest === read.digest || isOvertaken(read.at, held)) return null;
    return putInForce(ctx, tx, read);
  });
}
