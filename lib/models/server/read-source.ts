import "server-only";
import { withTransaction } from "@/db/transaction";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import type { CatalogList } from "../catalog-file";
import { FILE_SOURCE } from "../source-kinds";
import { applyFailure, applyList, isOvertaken } from "./apply";
import { SourceError, withinLimits } from "./ask";
import { currentCatalog } from "./catalog-service";
import { listSource } from "./list-source";
import { findRead, findSource, selectSources, type SourceRow } from "./sources-repository";

const NEVER = new AbortController().signal;

/** Which source before this one, in the order in which entries hold, has an id. */
async function holders(ctx: Context, source: SourceRow) {
  const { sourceOf } = await currentCatalog(ctx);
  const all = await selectSources(ctx.db.read);
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === source.id),
  );
  const names = new Map(before.map(({ id, provider }) => [id, provider]));
  names.set(FILE_SOURCE, "the file");
  return (id: string) => names.get(sourceOf.get(id) ?? "");
}

async function listOrReason(
  ctx: Context,
  source: SourceRow,
  end: AbortSignal,
): Promise<CatalogList | SourceError> {
  const { kind, provider, address, token } = source;
  const heldBy = await holders(ctx, source);
  try {
    return await withinLimits(end, (limits) =>
      listSource(kind, { provider, address, token, heldBy, ...limits }),
    );
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error;
  }
}

/** What was asked may have been changed or removed meanwhile: then the answer is to another question. */
function isStillAsked(asked: SourceRow, now: SourceRow | undefined): boolean {
  return now?.enabled === true && now.updated_at === asked.updated_at;
}

/**
 * Reads a source and puts what it has in force; where it cannot be read, it keeps what it had and is
 * marked as stale. Of reads beside each other, the one that was asked last holds, whichever is
 * answered last. `end` stops it without a trace.
 */
export async function readSource(
  ctx: Context,
  source: SourceRow,
  end: AbortSignal = NEVER,
): Promise<void> {
  const at = clock.iso();
  const list = await listOrReason(ctx, source, end);
  if (end.aborted) return;
  await withTransaction(ctx.db, async (tx) => {
    if (!isStillAsked(source, await findSource(tx, source.id))) return;
    if (isOvertaken(at, await findRead(tx, source.id))) return;
    if (list instanceof SourceError) await applyFailure(tx, source.id, list.message, { at });
    else await applyList(ctx, tx, source.id, list, { at });
  });
}
