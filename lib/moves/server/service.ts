import "server-only";
import { inTurns } from "@/db/in-turns";
import { type Reader, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin } from "@/lib/actor";
import { type Bound, limitsFor } from "@/lib/values/limits";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { type Fault, invalid } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import { catalogOrigins } from "@/lib/models/server/care-service";
import type { CatalogStatus } from "@/lib/models/source-schema";
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
  selectBasesUnder,
  selectDefaultModels,
  selectWithModel,
} from "./repository";

/** Profiles of each kind that a report names; the totals count all. */
const MAX_NAMED = 200;

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
}

async function targetModel(ctx: Context, db: Reader, to: string): Promise<ModelEntry> {
  const { byId } = await currentCatalog(ctx, db);
  const model = byId.get(to);
  if (!model) throw invalid([unknownModel("to", to, byId.keys())]);
  return model;
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

/** Which profiles with the one model could get the other, by the rules that apply to any write. */
async function planMove(
  ctx: Context,
  db: Reader,
  { from, to }: MoveInput,
  { mayYield }: { mayYield: boolean },
): Promise<Plan> {
  const model = await targetModel(ctx, db, to);
  const bounds = await currentBounds(ctx, db);
  const bases = new Map((await selectBasesUnder(db, from)).map((row) => [row.id, row]));
  const fitting: Fitting[] = [];
  const left: Left[] = [];
  const rows = await selectWithModel(db, from);
  for await (const row of mayYield ? inTurns(rows) : rows) {
    const reasons = [...taskFaults(row.type, model), ...modelFaults(row, model)];
    const chain = [row, ...chainFrom(row.base_profile_id, bases)];
    if (reasons.length > 0) left.push({ row, reasons });
    else fitting.push({ row, warnings: effectiveFaults(chain, row.type, model, bounds) });
  }
  const warnedFirst = [...fitting.filter(isWarned), ...fitting.filter((each) => !isWarned(each))];
  return { fitting: warnedFirst, left };
}

function isWarned({ warnings }: Fitting): boolean {
  return warnings.length > 0;
}

function named({ id, name, user_id, type, owner_name }: OwnedRow) {
  return { id, name, owner: user_id, owner_name: owner_name ?? "System", type };
}

function reportOf({ fitting, left }: Plan): MoveReport {
  return {
    moved: fitting.slice(0, MAX_NAMED).map(({ row, warnings }) => ({ ...named(row), warnings })),
    moved_total: fitting.length,
    warned_total: fitting.filter(isWarned).length,
    left: left.slice(0, MAX_NAMED).map(({ row, reasons }) => ({ ...named(row), reasons })),
    left_total: left.length,
  };
}

/**
 * The profiles of all owners that a move would change, with warnings about inherited values, and those
 * that it would skip, with reasons. Nothing is changed.
 * @throws 401, 403, 422 `unknown_model`
 */
export async function previewMove(ctx: Context, input: MoveInput): Promise<MoveReport> {
  requireAdmin(ctx.actor);
  return reportOf(await planMove(ctx, ctx.db.read, input, { mayYield: true }));
}

/** A plan for the transaction to come, made where other requests get a turn, and whether it is still valid. */
async function planAhead(ctx: Context, input: MoveInput) {
  const { db } = ctx;
  // Only a file reports every commit before the transaction could miss it.
  if (db.mode !== "file") return null;
  const version = db.version();
  const plan = await planMove(ctx, db.read, input, { mayYield: true });
  return { plan, isCurrent: () => db.version() === version };
}

/**
 * Gives every profile with the one model the other one if it fits: a new revision each and one audit
 * event, in one transaction. The transaction is short: it only plans again if something was committed
 * after the plan was made.
 * @throws 401, 403, 422 `unknown_model`
 */
export async function moveProfiles(ctx: Context, input: MoveInput): Promise<MoveReport> {
  requireAdmin(ctx.actor);
  const { from, to } = input;
  const ahead = await planAhead(ctx, input);
  return withTransaction(ctx.db, async (tx) => {
    const planned = ahead?.isCurrent()
      ? ahead.plan
      : await planMove(ctx, tx, input, { mayYield: false });
    const moved = planned.fitting.map(({ row }) => row.id);
    if (moved.length > 0) {
      await switchModel(ctx, tx, moved, to);
      await recordEvent(ctx, tx, {
        action: "profile.move",
        target: `model:${from}`,
        before: { model_name: from },
        after: {
          model_name: to,
          moved,
          left: planned.left.map(({ row }) => row.id),
        },
      });
    }
    return reportOf(planned);
  });
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
