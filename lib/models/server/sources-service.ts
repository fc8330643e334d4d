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
import { currentCatalog, freshCatalog } from "./catalog-service";
import { readSource } from "./read-source";
import { raiseVersion, selectIds, setProvider } from "./repository";
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
import { isSameToken, sealToken } from "./token";
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
  const hasBoth = before.token !== null && after.token !== null;
  const isReplaced = hasBoth && !isSameToken(before.token, after.token);
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

/** The source as it is after the transaction that changed it. */
async function view(ctx: Context, row: SourceRow): Promise<CatalogSource> {
  return viewSource(await freshCatalog(ctx), row, await findRead(ctx.db.read, row.id));
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
  const now = clock.iso();
  const row: SourceRow = {
    ...input,
    id: ids.uuid(),
    provider_key: keyOf(input.provider),
    token: sealToken(input.token),
    created_at: now,
    updated_at: now,
  };
  await writeSource(ctx, async (tx) => {
    await upsertSource(tx, row);
    const target = targetOf(row.id);
    await recordEvent(ctx, tx, { action: "source.create", target, after: told(row) });
  });
  return view(ctx, row);
}

/** Another host must not get a token that was given for this one. */
function assertTokenStays(before: SourceRow, patch: SourcePatch): void {
  if (patch.address === undefined || patch.token !== undefined || before.token === null) return;
  if (new URL(patch.address).origin === new URL(before.address).origin) return;
  const message = "must be sent again, or null, where the address moves to another host";
  throw invalid([fault(["token"], "required", message)]);
}

/** A time after the last change: a read that was asked before it is of no use any more. */
function timeAfter({ updated_at }: SourceRow): string {
  const now = clock.iso();
  return now > updated_at ? now : new Date(Date.parse(updated_at) + 1).toISOString();
}

/** The source with the changes applied. */
function patched(before: SourceRow, { token, ...patch }: SourcePatch): SourceRow {
  assertTokenStays(before, { token, ...patch });
  const next = { ...before, ...patch, updated_at: timeAfter(before) };
  return {
    ...next,
    provider_key: keyOf(next.provider),
    token: token === undefined ? before.token : sealToken(token),
  };
}

/**
 * Changes a source; a disabled one loses its models. A new URL or kind applies from the next read.
 * @throws 401, 403, 404 `source_not_found`, 422
 */
export async function updateSource(
  ctx: Context,
  id: string,
  patch: SourcePatch,
): Promise<CatalogSource> {
  requireAdmin(ctx.actor);
  const row = await writeSource(ctx, async (tx) => {
    const before = await foundSource(tx, id);
    const after = patched(before, patch);
    const models = await selectIds(tx, after.id);
    await upsertSource(tx, after);
    if (!after.enabled) await deleteReads(tx, after.id);
    else if (after.provider !== before.provider) {
      await setProvider(tx, after.id, after.provider, after.updated_at);
    }
    await raiseVersion(tx, after.updated_at);
    const change = toldChange(before, after, models);
    const target = targetOf(after.id);
    await recordEvent(ctx, tx, { action: "source.update", target, ...change });
    return after;
  });
  return view(ctx, row);
}

/** Removes a source with its models. @throws 401, 403, 404 `source_not_found` */
export async function removeSource(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
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
  await readSource(ctx, row.id);
  return view(ctx, await foundSource(ctx.db.read, id));
}

/** Encrypts the tokens that an earlier version of the program stored as plain text; for startup. */
export async function sealStoredTokens(ctx: Context): Promise<void> {
  const plain = (await selectSources(ctx.db.read)).filter(
    ({ token }) => token !== sealToken(token),
  );
  if (plain.length === 0) return;
  await withTransaction(ctx.db, async (tx) => {
    for (const row of plain) await upsertSource(tx, { ...row, token: sealToken(row.token) });
  });
}
