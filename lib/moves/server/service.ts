import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, requireUser, SYSTEM_USER_ID, viewerOf } from "@/lib/actor";
import { type Bound, limitsFor } from "@/lib/values/limits";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { type Fault, invalid } from "@/lib/errors";
import { changeAssignments, usersOf } from "@/lib/history/server/service";
import type { ModelEntry } from "@/lib/models/schema";
import { catalogOrigins } from "@/lib/models/server/care-service";
import type { CatalogStatus } from "@/lib/models/catalog-schema";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { switchModel } from "@/lib/profiles/server/admin-service";
import { taskByType } from "@/lib/registry/tasks";
import { blankContent } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import type { MoveInput, MoveReport } from "../schema";
import { modelFaults, taskFaults } from "@/lib/values/rules";
import { unknownModel } from "@/lib/values/unknown-model";
import { chainFrom } from "@/lib/values/bases";
import {
  countByModelName,
  type JudgedRow,
  type OwnedRow,
  selectBasesOf,
  selectDefaultModels,
  selectIdsWithModel,
  selectWithModel,
} from "./repository";

/** Profiles of each kind that a report names; the totals count all. */
const MAX_NAMED = 200;

/** Profiles moved in one transaction: 10 MB of prompts, which are written again. */
const CHUNK = 100;

interface Fitting {
  row: OwnedRow;
  /** Inherited values that the model does not accept: no write is refused for them, but resolving warns. */
  warnings: Fault[];
}

/** A profile that keeps its model: a write that sets the other one would be refused. */
interface Left {
  row: OwnedRow;
  reasons: Fault[];
}

interface Plan {
  fitting: Fitting[];
  left: Left[];
  /** The caller's changes, to undo them. */
  changes: string[];
}

interface Move {
  from: string;
  /** The owner of the profiles; null for everyone. */
  owner: string | null;
  /** The model that the profiles get. */
  model: ModelEntry;
}

/** Whose profiles move. @throws 401, 403 unless the caller may move them */
function ownerIn(ctx: Context, scope: MoveInput["scope"]): string | null {
  if (scope === "mine") return requireUser(ctx.actor, "write").id;
  requireAdmin(ctx.actor);
  return scope === "defaults" ? SYSTEM_USER_ID : null;
}

async function readMove(ctx: Context, { from, to, scope }: MoveInput): Promise<Move> {
  const owner = ownerIn(ctx, scope);
  const { byId } = await currentCatalog(ctx);
  const model = byId.get(to);
  if (!model) throw invalid([unknownModel("to", to, byId.keys())]);
  return { from, owner, model };
}

/** The effective values that a model does not accept. */
function effectiveFaults(
  chain: readonly JudgedRow[],
  type: number,
  model: ModelEntry,
  bounds: readonly Bound[],
): Fault[] {
  const task = taskByType(type);
  if (!task) return [];
  const links = chain.map((row) => ({ ...blankContent(row.type, model.id), ...row }));
  const { effective } = inherit(links, undefined, task.kind, limitsFor(bounds, task.key));
  return modelFaults(effective, model);
}

/** Which of the profiles with the one model could get the other, by the rules that apply to any write. */
async function planChunk(ctx: Context, db: Reader, move: Move, ids: readonly string[]) {
  const { from, model } = move;
  const bounds = await currentBounds(ctx, db);
  const bases = new Map((await selectBasesOf(db, ids)).map((row) => [row.id, row]));
  const plan: Plan = { fitting: [], left: [], changes: [] };
  for (const row of await selectWithModel(db, from, ids)) {
    const reasons = [...taskFaults(row.type, model), ...modelFaults(row, model)];
    const chain = [row, ...chainFrom(row.base_profile_id, bases)];
    if (reasons.length > 0) plan.left.push({ row, reasons });
    else plan.fitting.push({ row, warnings: effectiveFaults(chain, row.type, model, bounds) });
  }
  return plan;
}

/** Runs `work` on the profiles with the model, a few at a time; other requests get turns in between. */
async function inChunks(
  ctx: Context,
  { from, owner }: Move,
  work: (ids: readonly string[]) => Promise<Plan>,
): Promise<Plan> {
  const all: Plan = { fitting: [], left: [], changes: [] };
  const ids = await selectIdsWithModel(ctx.db.read, from, owner);
  for (let start = 0; start < ids.length; start += CHUNK) {
    const { fitting, left, changes } = await work(ids.slice(start, start + CHUNK));
    all.fitting.push(...fitting);
    all.left.push(...left);
    all.changes.push(...changes);
    await nextTurn();
  }
  return all;
}

function isWarned({ warnings }: Fitting): boolean {
  return warnings.length > 0;
}

function named({ id, name, user_id, type, owner_name }: OwnedRow) {
  return { id, name, owner: user_id, owner_name: owner_name ?? "System", type };
}

function reportOf({ fitting, left, changes }: Plan): MoveReport {
  const warnedFirst = [...fitting.filter(isWarned), ...fitting.filter((each) => !isWarned(each))];
  return {
    moved: warnedFirst
      .slice(0, MAX_NAMED)
      .map(({ row, warnings }) => ({ ...named(row), warnings })),
    moved_total: fitting.length,
    warned_total: fitting.filter(isWarned).length,
    left: left.slice(0, MAX_NAMED).map(({ row, reasons }) => ({ ...named(row), reasons })),
    left_total: left.length,
    changes,
  };
}

/**
 * The profiles that a move would change, with warnings about inherited values, and those
 * that it would skip, with reasons. Nothing is changed.
 * @throws 401, 403, 422 `unknown_model`
 */
export async function previewMove(ctx: Context, input: MoveInput): Promise<MoveReport> {
  const move = await readMove(ctx, input);
  return reportOf(await inChunks(ctx, move, (ids) => planChunk(ctx, ctx.db.read, move, ids)));
}

/**
 * Records a move in the history of everyone whose tasks use a moved profile, and of the caller.
 * @returns the caller's change
 */
async function recordMove(ctx: Context, tx: Transaction, rows: readonly OwnedRow[]) {
  const caller = viewerOf(ctx.actor).id;
  const users = await usersOf(
    ctx,
    tx,
    rows.map(({ id }) => id),
  );
  let own: string | null = null;
  for (const userId of new Set([...users, caller])) {
    const profiles = rows
      .filter(({ user_id }) => user_id === userId || user_id === SYSTEM_USER_ID)
      .map(({ id, revision }) => ({ id, from_revision: revision, to_revision: revision + 1 }));
    const change = { userId, kind: "move", choices: new Map(), profiles } as const;
    const recorded = await changeAssignments(ctx, tx, change);
    if (userId === caller) own = recorded;
  }
  return own;
}

/** Moves those of the profiles that fit, with one audit event. */
async function moveChunk(ctx: Context, move: Move, ids: readonly string[]): Promise<Plan> {
  const { from, owner, model } = move;
  return withTransaction(ctx.db, async (tx) => {
    const plan = await planChunk(ctx, tx, move, ids);
    const moved = plan.fitting.map(({ row }) => row.id);
    if (moved.length === 0) return plan;
    await switchModel(ctx, tx, { ids: moved, owner }, model.id);
    const rows = plan.fitting.map(({ row }) => row);
    const change = await recordMove(ctx, tx, rows);
    if (change !== null && owner !== null) plan.changes.push(change);
    await recordEvent(ctx, tx, {
      action: "profile.move",
      target: `model:${from}`,
      before: { model_name: from },
      after: { model_name: model.id, moved, left: plan.left.map(({ row }) => row.id) },
    });
    return plan;
  });
}

/**
 * Gives the profiles with the one model the other one if it fits, as a new revision each. Every
 * `CHUNK` profiles are checked and changed in a transaction of their own, with an audit event; if one
 * fails, those before it stay moved, and another move continues.
 * @throws 401, 403, 422 `unknown_model`
 */
export async function moveProfiles(ctx: Context, input: MoveInput): Promise<MoveReport> {
  const move = await readMove(ctx, input);
  return reportOf(await inChunks(ctx, move, (ids) => moveChunk(ctx, move, ids)));
}

/** Every model that profiles use, with the number of profiles and the defaults among them. */
async function modelUse(ctx: Context) {
  const defaults = await selectDefaultModels(ctx.db.read);
  return (await countByModelName(ctx.db.read)).map((use) => ({
    ...use,
    defaults: defaults
      .filter(({ model_name }) => model_name === use.model_name)
      .map(({ model_name: _model, ...rest }) => rest),
  }));
}

/** What is loaded and from where, and what profiles name that is not. @throws 401, 403 */
export async function catalogStatus(ctx: Context): Promise<CatalogStatus> {
  const { byId, ...origins } = await catalogOrigins(ctx);
  const missing = (await modelUse(ctx)).filter(({ model_name }) => !byId.has(model_name));
  return { ...origins, missing };
}
