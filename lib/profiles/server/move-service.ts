import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin } from "@/lib/auth/actor";
import type { Context } from "@/lib/context";
import { type Fault, invalid } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import { loadCatalog } from "@/lib/models/server/catalog";
import { contentOf } from "../content";
import type { MovedProfile, MoveInput, MoveReport } from "../move-schema";
import { modelFaults, taskFaults } from "../rules";
import { unknownModel } from "../unknown-model";
import { type OwnedRow, selectWithModel } from "./move-repository";
import { reviseOneOfMany } from "./write";

/** How many profiles of each kind a report names; the totals count all. */
const SHOWN = 200;

interface Left {
  owned: OwnedRow;
  reasons: Fault[];
}

interface Plan {
  fitting: OwnedRow[];
  left: Left[];
}

async function targetModel(ctx: Context, db: Reader, to: string): Promise<ModelEntry> {
  const { byId } = await loadCatalog(ctx.db, db);
  const model = byId.get(to);
  if (!model) throw invalid([unknownModel("to", to, byId.keys())]);
  return model;
}

/** Which of the profiles with the model could have the other: by the rules of any write. */
async function plan(ctx: Context, db: Reader, { from, to }: MoveInput): Promise<Plan> {
  const model = await targetModel(ctx, db, to);
  const checked = (await selectWithModel(db, from)).map((owned) => ({
    owned,
    reasons: [...taskFaults(owned.row.type, model), ...modelFaults(owned.row, model)],
  }));
  return {
    fitting: checked.filter(({ reasons }) => reasons.length === 0).map(({ owned }) => owned),
    left: checked.filter(({ reasons }) => reasons.length > 0),
  };
}

function named({ row, owner_name }: OwnedRow): MovedProfile {
  const { id, name, user_id, type } = row;
  return { id, name, owner: user_id, owner_name: owner_name ?? "System", type };
}

function reportOf({ fitting, left }: Plan): MoveReport {
  return {
    moved: fitting.slice(0, SHOWN).map(named),
    moved_total: fitting.length,
    left: left.slice(0, SHOWN).map(({ owned, reasons }) => ({ ...named(owned), reasons })),
    left_total: left.length,
  };
}

/**
 * The profiles, whoever owns them, that a move from one model to another would take, and those it
 * would leave, with why. Nothing is changed.
 * @throws 401, 403, 422 `unknown_model`
 */
export async function previewMove(ctx: Context, input: MoveInput): Promise<MoveReport> {
  requireAdmin(ctx.actor);
  return reportOf(await plan(ctx, ctx.db.read, input));
}

/** A version of the one model says nothing of the other. */
async function moveOne(ctx: Context, tx: Transaction, { row }: OwnedRow, to: string) {
  const content = { ...contentOf(row), model_name: to, model_version: null };
  await reviseOneOfMany(ctx, tx, row, content);
}

/**
 * Gives every profile with the one model that fits the other the other, in one transaction: a new
 * revision each, and one event in the audit. What does not fit is left and told.
 * @throws 401, 403, 422 `unknown_model`
 */
export function moveProfiles(ctx: Context, input: MoveInput): Promise<MoveReport> {
  requireAdmin(ctx.actor);
  const { from, to } = input;
  return withTransaction(ctx.db, async (tx) => {
    const planned = await plan(ctx, tx, input);
    for (const owned of planned.fitting) await moveOne(ctx, tx, owned, to);
    if (planned.fitting.length > 0) {
      await recordEvent(ctx, tx, {
        action: "profile.move",
        target: `model:${from}`,
        before: { model_name: from },
        after: {
          model_name: to,
          moved: planned.fitting.map(({ row }) => row.id),
          left: planned.left.map(({ owned }) => owned.row.id),
        },
      });
    }
    return reportOf(planned);
  });
}
