import "server-only";
import { type Reader, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireAdmin, requireUser } from "@/lib/actor";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { TaskKey } from "@/lib/registry/tasks";
import { boundAt, withBound } from "../change";
import type { Bound } from "@/lib/values/limits";
import type { BoundInput } from "../schema";
import { deleteBound, selectBounds, upsertBound } from "./repository";

/** The bounds in force, for other services and inside their transactions. */
export async function currentBounds(_ctx: Context, db: Reader): Promise<Bound[]> {
  const rows = await selectBounds(db);
  return rows.map(({ limit, task, ...row }) => ({
    ...row,
    ...limit,
    task: task === "" ? null : (task as TaskKey),
  }));
}

/**
 * The bounds once `bound` is set, and the one whose place it takes.
 * @throws 422 where it contradicts another bound
 */
export async function boundsWith(ctx: Context, db: Reader, bound: Bound) {
  const before = await currentBounds(ctx, db);
  return { replaced: boundAt(before, bound), bounds: withBound(before, bound) };
}

/** Every bound, which whoever sets values may know. @throws 401 */
export async function listBounds(ctx: Context): Promise<{ data: Bound[] }> {
  requireUser(ctx.actor, "read");
  return { data: await currentBounds(ctx, ctx.db.read) };
}

/** What the audit keeps of a bound. */
function told({
  path,
  task,
  min,
  max,
  fixed,
}: Pick<Bound, "path" | "task" | "min" | "max" | "fixed">) {
  const ends = Object.entries({ min, max, fixed }).filter(([, end]) => end !== undefined);
  return { path, task, ...Object.fromEntries(ends) };
}

/**
 * Makes the bound of a field for a task or for all tasks, or replaces it.
 * @throws 401, 403, 422 also where it contradicts another bound on the field
 */
export function setBound(ctx: Context, input: BoundInput): Promise<Bound> {
  const admin = requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const before = await currentBounds(ctx, tx);
    const old = boundAt(before, input);
    const now = clock.iso();
    const { path, task, min, max, fixed } = input;
    const limit = { min, max, fixed };
    const made: Bound = {
      ...limit,
      path,
      task,
      id: old?.id ?? ids.uuid(),
      set_by_name: admin.name,
      updated_at: now,
    };
    withBound(before, made);
    await upsertBound(tx, {
      id: made.id,
      path,
      task: task ?? "",
      limit: JSON.parse(JSON.stringify(limit)) as typeof limit & Record<string, never>,
      set_by: admin.id,
      updated_at: now,
    });
    await recordEvent(ctx, tx, {
      action: "bound.set",
      target: `bound:${path}`,
      before: old ? told(old) : null,
      after: told(made),
    });
    return made;
  });
}

/** @throws 401, 403, 404 `bound_not_found` */
export function removeBound(ctx: Context, id: string): Promise<void> {
  requireAdmin(ctx.actor);
  return withTransaction(ctx.db, async (tx) => {
    const old = (await currentBounds(ctx, tx)).find((bound) => bound.id === id.toLowerCase());
    if (!old) throw new AppError("bound_not_found", "There is no bound with this id.");
    await deleteBound(tx, old.id);
    await recordEvent(ctx, tx, {
      action: "bound.remove",
      target: `bound:${old.path}`,
      before: told(old),
    });
  });
}
