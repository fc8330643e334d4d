import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Reader, withTransaction } from "@/db/transaction";
import { requireAdmin, requireUser } from "@/lib/actor";
import { recordEvent } from "@/lib/audit/server/service";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { Bound } from "@/lib/values/limits";
import { boundAt, withBound } from "../change";
import type { BoundInput } from "../schema";
import { deleteBound, selectBounds, upsertBound } from "./repository";

/** All limits, for other services and inside their transactions. */
export async function currentBounds(_ctx: Context, db: Reader): Promise<Bound[]> {
  const rows = await selectBounds(db);
  return rows.map(({ limit, task, ...row }) => ({
    ...row,
    ...limit,
    task: task === "" ? null : task,
  }));
}

/**
 * The limits once `bound` is set, and the one that it replaces.
 * @throws 422 if it contradicts another limit
 */
export async function boundsWith(ctx: Context, db: Reader, bound: Bound) {
  const before = await currentBounds(ctx, db);
  return { replaced: boundAt(before, bound), bounds: withBound(before, bound) };
}

/** All limits; everybody who sets values may read them. @throws 401 */
export async function listBounds(ctx: Context): Promise<{ data: Bound[] }> {
  requireUser(ctx.actor, "read");
  return { data: await currentBounds(ctx, ctx.db.read) };
}

type Ends = Pick<Bound, "min" | "max" | "fixed">;

/** The ends that are set. */
function endsOf({ min, max, fixed }: Ends) {
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(fixed !== undefined && { fixed }),
  };
}

/** A limit as the audit stores it. */
function auditView({ path, task, ...bound }: Ends & Pick<Bound, "path" | "task">) {
  return { path, task, ...endsOf(bound) };
}

/**
 * Sets the limit on a field for a task or for all tasks, or replaces it; writes nothing if it is set
 * already.
 * @throws 401, 403, 422 also if it contradicts another limit
 */
export async function setBound(ctx: Context, input: BoundInput): Promise<Bound> {
  const admin = requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const before = await currentBounds(ctx, tx);
    const old = boundAt(before, input);
    if (old && isDeepStrictEqual(auditView(old), auditView(input))) return old;
    const { path, task } = input;
    const id = old?.id ?? ids.uuid();
    const updated_at = clock.iso();
    const bound: Bound = { ...input, id, set_by_name: admin.name, updated_at };
    withBound(before, bound);
    const row = { id, path, task: task ?? ("" as const), set_by: admin.id, updated_at };
    await upsertBound(tx, { ...row, limit: endsOf(input) });
    await recordEvent(ctx, tx, {
      action: "bound.set",
      target: `bound:${path}`,
      before: old ? auditView(old) : null,
      after: auditView(bound),
    });
    return bound;
  });
}

/** @throws 401, 403, 404 `bound_not_found` */
export async function removeBound(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  await withTransaction(ctx.db, async (tx) => {
    const old = (await currentBounds(ctx, tx)).find((bound) => bound.id === id.toLowerCase());
    if (!old) throw new AppError("bound_not_found", "There is no limit with this id.");
    await deleteBound(tx, old.id);
    await recordEvent(ctx, tx, {
      action: "bound.remove",
      target: `bound:${old.path}`,
      before: auditView(old),
    });
  });
}
