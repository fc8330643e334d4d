import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireAdmin, requireUser, type SystemActor } from "@/lib/actor";
import type { BoundInput, BrokenBy } from "@/lib/bounds/schema";
import { boundsWith } from "@/lib/bounds/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { type Fault, fault } from "@/lib/errors";
import { validate } from "@/lib/validation";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { quotas } from "@/lib/runtime/quotas";
import { findTask, taskByType } from "@/lib/registry/tasks";
import type { Value } from "@/lib/registry/types";
import { obstacleOf } from "@/lib/values/compatibility";
import { contentOf, nameKey } from "@/lib/values/content";
import { type Bound, boundFaults, clamped, limitsFor } from "@/lib/values/limits";
import { crossFieldFaults, modelFaults } from "@/lib/values/rules";
import { type Profile, profileInput } from "../schema";
import {
  selectAfter,
  selectBeyondRevision,
  selectOwnedBy,
  selectSetting,
  selectUnfolded,
  updateDescriptionKeys,
  updateModel,
} from "./admin-repository";
import type { ProfileRow } from "./repository";
import { thinRevisions } from "./revisions-repository";
import { viewProfile } from "./view-service";

/*
 * Profiles of all owners, for admins and the program itself.
 */

/** Rows per read. */
const CHUNK = 500;

/** All profiles of one owner. */
export async function profilesOf(ctx: Context<SystemActor>, ownerId: string): Promise<Profile[]> {
  const catalog = await currentCatalog(ctx);
  const rows = await selectOwnedBy(ctx.db.read, ownerId);
  return rows.map((row) => viewProfile(ctx, catalog, row));
}

/** A stored profile that the current rules would reject. */
export interface InvalidProfile {
  id: string;
  user_id: string;
  name: string;
  faults: Fault[];
}

function faultsIn(row: ProfileRow, catalog: Catalog): Fault[] {
  const task = taskByType(row.type);
  const model = catalog.byId.get(row.model_name);
  const obstacle = task && obstacleOf(task, row, model);
  return [
    ...(validate(profileInput, contentOf(row)).faults ?? []),
    ...crossFieldFaults(row),
    ...(obstacle ? [fault(["model_name"], obstacle.code, obstacle.message)] : []),
    ...(model ? modelFaults(row, model) : []),
  ];
}

/** The number of stored profiles, and those that could not be saved unchanged today. */
export async function surveyProfiles(
  ctx: Context<SystemActor>,
): Promise<{ total: number; invalid: InvalidProfile[] }> {
  const catalog = await currentCatalog(ctx);
  const invalid: InvalidProfile[] = [];
  let total = 0;
  for (let after = ""; ;) {
    const rows = await selectAfter(ctx.db.read, after, CHUNK);
    for (const row of rows) {
      const faults = faultsIn(row, catalog);
      const { id, user_id, name } = row;
      if (faults.length > 0) invalid.push({ id, user_id, name, faults });
    }
    total += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) return { total, invalid };
    after = last.id;
  }
}

/** Profiles that a preview names; the total counts all. */
const MAX_NAMED = 200;

/** The value after all bounds are applied. */
function clampedBy(value: Value, type: number, bounds: readonly Bound[]): Value {
  const [limit] = limitsFor(bounds, taskByType(type)?.key);
  return limit ? clamped(value, limit) : value;
}

/** Content with this value alone. */
function contentWith(path: string, value: Value) {
  const [section = "", name = ""] = path.split(".");
  return { [section]: { [name]: value } };
}

/**
 * The profiles of all owners that exceed the limit, by owner and name.
 * @throws 401, 403, 422 also if the limit contradicts another one on the field
 */
export async function profilesBrokenBy(ctx: Context, input: BoundInput): Promise<BrokenBy> {
  const admin = requireAdmin(ctx.actor);
  const bound: Bound = { ...input, id: "", set_by_name: admin.name, updated_at: "" };
  const { replaced, bounds } = await boundsWith(ctx, ctx.db.read, bound);
  const { path, min, max, task } = input;
  const after = bounds.filter((each) => each.path === path);
  const type = task === null ? undefined : findTask(task)?.type;
  const rows = await selectSetting(ctx.db.read, { path, type, outside: { min, max } });
  const broken = rows.filter(
    (row) => boundFaults(contentWith(path, row.value), row.type, [bound]).length > 0,
  );
  const data = broken.slice(0, MAX_NAMED).map(({ owner_name, ...row }) => ({
    ...row,
    owner_name: owner_name ?? "System",
    held_to: clampedBy(row.value, row.type, after),
  }));
  return { data, total: broken.length, replaces: replaced ?? null };
}

/**
 * Gives profiles of one owner, or of all (null), another model, as a new revision each; the caller records
 * the event. Everyone may do so with their own.
 */
export async function switchModel(
  ctx: Context,
  tx: Transaction,
  { ids, owner }: { ids: readonly string[]; owner: string | null },
  model_name: string,
): Promise<void> {
  const { id: author } = requireUser(ctx.actor, "write");
  if (owner !== author) requireAdmin(ctx.actor);
  await updateModel(tx, ids, { owner, model_name, author, at: clock.iso() });
  const { revisions: kept } = quotas();
  if (kept === Infinity) return;
  const beyond = await selectBeyondRevision(tx, ids, owner, kept);
  for (const id of beyond) await thinRevisions(tx, id, kept);
}

/** Folds descriptions that an older version has written, which the search would not find. */
export async function foldDescriptions(ctx: Context): Promise<void> {
  for (let after = ""; ;) {
    const rows = await selectUnfolded(ctx.db.read, after, CHUNK);
    const last = rows.at(-1);
    if (!last) return;
    const keys = rows.map(({ id, description }) => [id, nameKey(description)] as const);
    await withTransaction(ctx.db, (tx) => updateDescriptionKeys(tx, keys));
    after = last.id;
  }
}
