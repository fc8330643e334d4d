import "server-only";
import { isUniqueViolation } from "@/db/failure";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireAdmin, requireUser, type SystemActor } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError, fault, invalid } from "@/lib/errors";
import {
  dropSource,
  modelsOfSource,
  sourceState,
  sourceStates,
  updateSource,
} from "@/lib/models/server/source-service";
import { looksLocal } from "@/lib/registry/engine-urls";
import type { EngineStatusList } from "../results-schema";
import type { EngineInput, EnginePatch, EngineView } from "../schema";
import { healthOf } from "./health";
import { isSameKey, sealKey } from "./key";
import {
  deleteEngine,
  type EngineRow,
  foundEngine,
  selectEngines,
  upsertEngine,
} from "./repository";
import { readEngine } from "./read-service";
import { enginesServing } from "./serving";

type SourceState = Awaited<ReturnType<typeof sourceState>>;

/** A name folded for comparison. */
function keyOf(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

function targetOf(id: string): string {
  return `engine:${id}`;
}

/** True if its models are in the catalog. */
function addsModels({ enabled, adds_models }: EngineRow): boolean {
  return enabled && adds_models;
}

/** What the audit keeps of an engine: neither its address nor its key. */
function audited(row: EngineRow) {
  const { kind, name, key, models, adds_models, priority, max_parallel, local, flags, enabled } =
    row;
  const has_key = key !== null;
  return {
    kind,
    name,
    has_key,
    models,
    adds_models,
    priority,
    max_parallel,
    local,
    flags,
    enabled,
  };
}

/** What the audit keeps of a change: which models leave, that the address or the key is another. */
function auditedChange(before: EngineRow, after: EngineRow, models: readonly string[]) {
  const hasBoth = before.key !== null && after.key !== null;
  const isReplaced = hasBoth && !isSameKey(before.key, after.key);
  const leave = models.length > 0 && !addsModels(after);
  return {
    before: { ...audited(before), ...(leave ? { catalog: models } : {}) },
    after: {
      ...audited(after),
      ...(leave ? { catalog: [] } : {}),
      ...(before.address === after.address ? {} : { address_replaced: true }),
      ...(isReplaced ? { key_replaced: true } : {}),
    },
  };
}

/** An engine as admins see it: without its key. */
function viewEngine(ctx: Context, row: EngineRow, state: SourceState): EngineView {
  const { key, name_key: _key, ...rest } = row;
  return {
    ...rest,
    flags: [...rest.flags],
    has_key: key !== null,
    ...state,
    health: healthOf(ctx, row),
  };
}

/** The engine as it is after the transaction that changed it. */
async function view(ctx: Context, row: EngineRow): Promise<EngineView> {
  return viewEngine(ctx, row, await sourceState(ctx, row.id));
}

/** Runs a write of an engine; a name that another one has is a fault of its field. */
async function writeEngine<T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await withTransaction(ctx.db, work);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw invalid([fault(["name"], "taken", "must be unique: another engine has this name")]);
  }
}

/** Every engine with its last read, for the program itself. */
export async function surveyEngines(ctx: Context<SystemActor>): Promise<EngineView[]> {
  const stateOf = await sourceStates(ctx);
  return (await selectEngines(ctx.db.read)).map((row) => viewEngine(ctx, row, stateOf(row.id)));
}

/** In the order in which they are tried, and in which their models are used. @throws 401, 403 */
export async function listEngines(ctx: Context): Promise<{ data: EngineView[] }> {
  requireAdmin(ctx.actor);
  const stateOf = await sourceStates(ctx);
  const rows = await selectEngines(ctx.db.read);
  return { data: rows.map((row) => viewEngine(ctx, row, stateOf(row.id))) };
}

/** The engines that are enabled, without what only admins see. @throws 401 */
export async function listEngineStatus(ctx: Context): Promise<EngineStatusList> {
  requireUser(ctx.actor, "read");
  const { all, modelsOf } = await enginesServing(ctx);
  return {
    data: all.map((row) => {
      const { id, name, kind } = row;
      const { status, checked_at } = healthOf(ctx, row);
      return { id, name, kind, status, models: modelsOf(row), checked_at };
    }),
  };
}

/** Adds an engine; its models come with its first read. @throws 401, 403, 422 */
export async function createEngine(ctx: Context, input: EngineInput): Promise<EngineView> {
  requireAdmin(ctx.actor);
  const now = clock.iso();
  const row: EngineRow = {
    ...input,
    id: ids.uuid(),
    name_key: keyOf(input.name),
    key: sealKey(input.key),
    local: input.local ?? looksLocal(input.address),
    created_at: now,
    updated_at: now,
  };
  await writeEngine(ctx, async (tx) => {
    await upsertEngine(tx, row);
    await updateSource(ctx, tx, row.id, row.name);
    const target = targetOf(row.id);
    await recordEvent(ctx, tx, { action: "engine.create", target, after: audited(row) });
  });
  return view(ctx, row);
}

/** Another host must not get a key that was entered for this one. */
function assertKeyStays(before: EngineRow, patch: EnginePatch): void {
  if (patch.address === undefined || patch.key !== undefined || before.key === null) return;
  if (new URL(patch.address).origin === new URL(before.address).origin) return;
  const message = "must be sent again, or null, where the address moves to another host";
  throw invalid([fault(["key"], "required", message)]);
}

/** A time after the last change: what was asked before it is of no use any more. */
function timeAfter({ updated_at }: EngineRow): string {
  const now = clock.iso();
  return now > updated_at ? now : new Date(Date.parse(updated_at) + 1).toISOString();
}

/** The engine with the changes applied. */
function patched(before: EngineRow, { key, ...patch }: EnginePatch): EngineRow {
  assertKeyStays(before, { key, ...patch });
  const next = { ...before, ...patch, updated_at: timeAfter(before) };
  return {
    ...next,
    name_key: keyOf(next.name),
    key: key === undefined ? before.key : sealKey(key),
  };
}

/**
 * Changes an engine; one that is disabled or adds no models has none in the catalog. A new address or
 * kind applies from the next read.
 * @throws 401, 403, 404 `engine_not_found`, 422
 */
export async function updateEngine(
  ctx: Context,
  id: string,
  patch: EnginePatch,
): Promise<EngineView> {
  requireAdmin(ctx.actor);
  const row = await writeEngine(ctx, async (tx) => {
    const before = await foundEngine(tx, id);
    const after = patched(before, patch);
    const models = await modelsOfSource(ctx, tx, after.id);
    await upsertEngine(tx, after);
    if (addsModels(after)) await updateSource(ctx, tx, after.id, after.name);
    else await dropSource(ctx, tx, after.id);
    const change = auditedChange(before, after, models);
    const target = targetOf(after.id);
    await recordEvent(ctx, tx, { action: "engine.update", target, ...change });
    return after;
  });
  return view(ctx, row);
}

/** Removes an engine with its models. @throws 401, 403, 404 `engine_not_found` */
export async function removeEngine(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    const row = await foundEngine(tx, id);
    const before = { ...audited(row), catalog: await modelsOfSource(ctx, tx, row.id) };
    await deleteEngine(tx, row.id);
    await dropSource(ctx, tx, row.id);
    const target = targetOf(row.id);
    await recordEvent(ctx, tx, { action: "engine.remove", target, before });
  });
}

/**
 * Reads an engine's models now. One that cannot be read keeps its models, is marked as stale and says
 * why.
 * @throws 401, 403, 404 `engine_not_found`, 409 `engine_disabled`
 */
export async function readEngineNow(ctx: Context, id: string): Promise<EngineView> {
  requireAdmin(ctx.actor);
  const row = await foundEngine(ctx.db.read, id);
  if (!row.enabled) {
    throw new AppError("engine_disabled", "The engine is disabled: enable it to read its models.");
  }
  await readEngine(ctx, row.id);
  return view(ctx, await foundEngine(ctx.db.read, id));
}

/** Encrypts the keys that an earlier version of the program stored as plain text; for startup. */
export async function sealStoredKeys(ctx: Context): Promise<void> {
  const plain = (await selectEngines(ctx.db.read)).filter(({ key }) => key !== sealKey(key));
  if (plain.length === 0) return;
  await withTransaction(ctx.db, async (tx) => {
    for (const row of plain) await upsertEngine(tx, { ...row, key: sealKey(row.key) });
  });
}
