import "server-only";
import { isUniqueViolation } from "@/db/failure";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError, fault, invalid } from "@/lib/errors";
import type { CatalogSource, SourceInput, SourcePatch } from "../source-schema";
import { targetOf } from "./apply";
import { currentCatalog } from "./catalog-service";
import { readSource } from "./read-source";
import { raiseVersion, selectEntries, selectIds, upsertEntry } from "./repository";
import {
  deleteReads,
  deleteSource,
  findRead,
  findSource,
  selectReads,
  selectSources,
  type SourceRow,
  upsertSource,
} from "./sources-repository";
import { viewSource } from "./views";

/** A name folded for comparison. */
function keyOf(provider: string): string {
  return provider.normalize("NFC").toLowerCase();
}

/** What the audit keeps of a source. */
function told({ kind, provider, address, token, enabled }: SourceRow) {
  return { kind, provider, address, has_token: token !== null, enabled };
}

/** What the audit keeps of a change: which models leave, that the token is another, never which. */
function toldChange(before: SourceRow, after: SourceRow, models: readonly string[]) {
  const isReplaced = before.token !== null && after.token !== null && before.token !== after.token;
  const leave = models.length > 0 && !after.enabled;
  return {
    before: { ...told(before), ...(leave ? { models } : {}) },
    after: {
      ...told(after),
      ...(leave ? { models: [] } : {}),
      ...(isReplaced ? { token_replaced: true } : {}),
    },
  };
}

async function foundSource(db: Reader, id: string): Promise<SourceRow> {
  const row = await findSource(db, id.toLowerCase());
  if (!row) throw new AppError("source_not_found", "There is no source with this id.");
  return row;
}

async function view(ctx: Context, db: Reader, row: SourceRow): Promise<CatalogSource> {
  return viewSource(await currentCatalog(ctx, db), row, await findRead(db, row.id));
}

/** Runs a write of a source; a provider's name that another has is told as such. */
async function writeSource<T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await withTransaction(ctx.db, work);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = "must be a name of its own: another source has it";
    throw invalid([fault(["provider"], "taken", message)]);
  }
}

/** In the order in which their entries hold. @throws 401, 403 */
export async function listSources(ctx: Context): Promise<{ data: CatalogSource[] }> {
  requireAdmin(ctx.actor);
  const catalog = await currentCatalog(ctx);
  const reads = new Map((await selectReads(ctx.db.read)).map((row) => [row.source, row]));
  const rows = await selectSources(ctx.db.read);
  return { data: rows.map((row) => viewSource(catalog, row, reads.get(row.id))) };
}

/** Adds a source; its models come with its first read. @throws 401, 403, 422 */
export async function createSource(ctx: Context, input: SourceInput): Promise<CatalogSource> {
  requireAdmin(ctx.actor);
  return writeSource(ctx, async (tx) => {
    const now = clock.iso();
    const row = {
      ...input,
      id: ids.uuid(),
      provider_key: keyOf(input.provider),
      created_at: now,
      updated_at: now,
    };
    await upsertSource(tx, row);
    const target = targetOf(row.id);
    await recordEvent(ctx, tx, { action: "source.create", target, after: told(row) });
    return view(ctx, tx, row);
  });
}

/** Another host must not get a token that was given for this one. */
function assertTokenStays(before: SourceRow, patch: SourcePatch): void {
  if (patch.address === undefined || patch.token !== undefined || before.token === null) return;
  if (new URL(patch.address).origin === new URL(before.address).origin) return;
  const message = "must be sent again, or null, where the address moves to another host";
  throw invalid([fault(["token"], "required", message)]);
}

/** What the models of a source say as their provider follows its name. */
async function renameModels(tx: Transaction, { id, provider, updated_at }: SourceRow) {
  for (const entry of await selectEntries(tx, id)) {
    await upsertEntry(tx, id, { ...entry, provider }, updated_at);
  }
}

/** A time after the last change: a read that was asked before it is of no use any more. */
function timeAfter({ updated_at }: SourceRow): string {
  const now = clock.iso();
  return now > updated_at ? now : new Date(Date.parse(updated_at) + 1).toISOString();
}

/**
 * Changes a source; one that is disabled loses its models. A new address or kind is in force with
 * the next read.
 * @throws 401, 403, 404 `source_not_found`, 422
 */
export async function updateSource(
  ctx: Context,
  id: string,
  patch: SourcePatch,
): Promise<CatalogSource> {
  requireAdmin(ctx.actor);
  return writeSource(ctx, async (tx) => {
    const before = await foundSource(tx, id);
    assertTokenStays(before, patch);
    const next: SourceRow = { ...before, ...patch, updated_at: timeAfter(before) };
    const row = { ...next, provider_key: keyOf(next.provider) };
    const models = await selectIds(tx, row.id);
    await upsertSource(tx, row);
    if (!row.enabled) await deleteReads(tx, row.id);
    else if (row.provider !== before.provider) await renameModels(tx, row);
    await raiseVersion(tx, row.updated_at);
    const change = toldChange(before, row, models);
    const target = targetOf(row.id);
    await recordEvent(ctx, tx, { action: "source.update", target, ...change });
    return view(ctx, tx, row);
  });
}

/** Removes a source with its models. @throws 401, 403, 404 `source_not_found` */
export async function removeSource(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const row = await foundSource(tx, id);
    const before = { ...told(row), models: await selectIds(tx, row.id) };
    await deleteSource(tx, row.id);
    await raiseVersion(tx, clock.iso());
    const target = targetOf(row.id);
    await recordEvent(ctx, tx, { action: "source.remove", target, before });
  });
}

/**
 * Reads a source now. One that cannot be read keeps its models, is marked as stale and says why.
 * @throws 401, 403, 404 `source_not_found`, 409 `source_disabled`
 */
export async function readSourceNow(ctx: Context, id: string): Promise<CatalogSource> {
  requireAdmin(ctx.actor);
  const row = await foundSource(ctx.db.read, id);
  if (!row.enabled) {
    throw new AppError("source_disabled", "The source is disabled: enable it to read it.");
  }
  await readSource(ctx, row);
  return view(ctx, ctx.db.read, await foundSource(ctx.db.read, id));
}
