import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireAdmin, type UserActor } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { CorrectionPatch, ModelCorrection } from "../correction-schema";
import { type Catalog, currentCatalog, freshCatalog } from "./catalog-service";
import {
  type CorrectionRow,
  deleteCorrection,
  findCorrection,
  selectCorrections,
  upsertCorrection,
} from "./corrections-repository";
import { raiseVersion } from "./repository";

type Corrected = Pick<CorrectionRow, "task" | "context_length">;

/** Every correction, with what the sources report. */
export async function readCorrections(ctx: Context, catalog: Catalog): Promise<ModelCorrection[]> {
  const rows = await selectCorrections(ctx.db.read);
  return rows.map((row) => ({ ...row, reported: catalog.reported.get(row.model_id) ?? null }));
}

/** A model's correction; null if it has none. */
export async function correctionOf(ctx: Context, id: string): Promise<ModelCorrection | null> {
  const catalog = await currentCatalog(ctx);
  if (!catalog.reported.has(id)) return null;
  return (await readCorrections(ctx, catalog)).find((row) => row.model_id === id) ?? null;
}

function factsOf(row: Corrected | undefined): Corrected | null {
  return row ? { task: row.task, context_length: row.context_length } : null;
}

/** Stores the correction, or removes one that corrects nothing; everybody's catalog follows. */
async function write(ctx: Context, tx: Transaction, row: CorrectionRow): Promise<void> {
  const before = factsOf(await findCorrection(tx, row.model_id));
  const isNothing = row.task === null && row.context_length === null;
  const after = isNothing ? null : factsOf(row);
  if (isDeepStrictEqual(before, after)) return;
  if (isNothing) await deleteCorrection(tx, row.model_id);
  else await upsertCorrection(tx, row);
  await raiseVersion(tx, row.updated_at);
  const action = isNothing ? "model.uncorrect" : "model.correct";
  await recordEvent(ctx, tx, { action, target: `model:${row.model_id}`, before, after });
}

function rowFor({ id: set_by }: UserActor, model_id: string, facts: Corrected): CorrectionRow {
  const { task, context_length } = facts;
  return { model_id, task, context_length, set_by, updated_at: clock.iso() };
}

/**
 * Corrects what the catalog says of a model, until the correction is removed, whatever its sources
 * report. A null leaves a fact to them.
 * @throws 401, 403, 404 `model_not_found`
 */
export async function correctModel(ctx: Context, id: string, patch: CorrectionPatch) {
  const admin = requireAdmin(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    if (!(await currentCatalog(ctx, tx)).byId.has(id)) {
      throw new AppError("model_not_found", "The catalog has no model with this id.");
    }
    const before = await findCorrection(tx, id);
    const { task = before?.task ?? null, context_length = before?.context_length ?? null } = patch;
    await write(ctx, tx, rowFor(admin, id, { task, context_length }));
  });
  await freshCatalog(ctx);
}

/** Removes a correction: the model is again what its source reports. @throws 401, 403, 404 `model_not_found` */
export async function removeCorrection(ctx: Context, id: string): Promise<void> {
  const admin = requireAdmin(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    if (!(await findCorrection(tx, id))) {
      throw new AppError("model_not_found", "There is no correction of a model with this id.");
    }
    await write(ctx, tx, rowFor(admin, id, { task: null, context_length: null }));
  });
  await freshCatalog(ctx);
}
