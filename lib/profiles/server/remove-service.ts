import "server-only";
import { inTurns } from "@/db/in-turns";
import { type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireUser, SYSTEM_USER_ID } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { TASKS } from "@/lib/registry/tasks";
import { contentOf } from "@/lib/values/content";
import { rebase } from "@/lib/values/inherit";
import { audited } from "../audited";
import { deleteAssignmentsOf, deleteProfile, selectBasedOn } from "./repository";
import { reviseProfile, writableProfile } from "./write";

/** Returns every task that uses the profile to its default. @returns those tasks, in type order */
async function revertTasks(ctx: Context, tx: Transaction, profileId: string): Promise<string[]> {
  const assigned = new Set(await deleteAssignmentsOf(tx, profileId));
  const tasks = TASKS.map((task) => task.key).filter((key) => assigned.has(key));
  if (tasks.length > 0) {
    await recordEvent(ctx, tx, {
      action: "assignment.revert",
      target: `profile:${profileId}`,
      before: { tasks },
    });
  }
  return tasks;
}

/**
 * Deletes a profile in one transaction: tasks that used it go back to their default, and profiles
 * based on it are put on its own base with the values they would have lost.
 * @throws 401, 403, 404, 409 `default_required`, 412
 */
export function removeProfile(ctx: Context, id: string, expectedRevision: ExpectedRevision) {
  requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const row = await writableProfile(ctx, tx, id, expectedRevision);
    if (row.user_id === SYSTEM_USER_ID) {
      throw new AppError("default_required", "A default of the system cannot be deleted.");
    }
    const children = await selectBasedOn(tx, row.id);
    for await (const child of inTurns(children)) {
      await reviseProfile(ctx, tx, child, rebase(contentOf(child), contentOf(row)), "rebase");
    }
    const reverted_tasks = await revertTasks(ctx, tx, row.id);
    await deleteProfile(tx, row.id);
    await recordEvent(ctx, tx, {
      action: "profile.delete",
      target: `profile:${row.id}`,
      before: audited({ ...contentOf(row) }, row.user_id),
    });
    return { id: row.id, reverted_tasks, rebased_profiles: children.map((child) => child.id) };
  });
}
