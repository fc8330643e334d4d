import "server-only";
import type { Transaction } from "@/db/transaction";
import { requireUser } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { getModel } from "@/lib/models/server/service";
import { contentOf } from "@/lib/values/content";
import { countByModel, findProfile } from "./repository";
import { profileNotFound, reviseOneOfMany } from "./write";

/**
 * A model of the catalog, and how many profiles that the caller sees use it.
 * @throws 401, 404 `model_not_found`
 */
export async function getModelWithUse(ctx: Context, id: string) {
  const actor = requireUser(ctx.actor, "read");
  const model = await getModel(ctx, id);
  return { ...model, used_by: await countByModel(ctx.db.read, actor.id, id) };
}

/**
 * Gives a profile another model, for a caller that writes the audit row; the version goes, since that
 * of one model says nothing of another. @throws 404 `profile_not_found`
 */
export async function changeModel(
  ctx: Context,
  tx: Transaction,
  { id, user_id }: { id: string; user_id: string },
  model_name: string,
): Promise<void> {
  const row = await findProfile(tx, id, user_id);
  if (!row) throw profileNotFound();
  await reviseOneOfMany(ctx, tx, row, { ...contentOf(row), model_name, model_version: null });
}
