import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
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
import { deleteAssignmentsOf, deleteProfile, type ProfileRow, selectBasedOn } from "./repository";
import { reviseProfile, writableProfile } from "./write";

/** Profiles rebased in one transaction, which no other write or request can interrupt. */
const MAX_REBASED = 200;

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

/** @throws 403, 404, 409 `default_required`, 412 */
async function deletableProfile(
  ctx: Context,
  tx: Transaction,
  id: string,
  expectedRevision: ExpectedRevision,
): Promise<ProfileRow> {
  const row = await writableProfile(ctx, tx, id, expectedRevision);
  if (row.user_id !== SYSTEM_USER_ID) return row;
  throw new AppError("default_required", "A default profile cannot be deleted.");
}

/**
 * Moves at most `MAX_REBASED` profiles from a base to the base's own base, with the values that they
 * inherited from it.
 */
async function rebaseSome(ctx: Context, tx: Transaction, base: ProfileRow) {
  const children = await selectBasedOn(tx, base.id, MAX_REBASED + 1);
  const some = children.slice(0, MAX_REBASED);
  for (const child of some) {
    await reviseProfile(ctx, tx, child, rebase(contentOf(child), contentOf(base)), "rebase");
  }
  return { ids: some.map((child) => child.id), areMore: children.length > MAX_REBASED };
}

async function deleteRow(ctx: Context, tx: Transaction, row: ProfileRow): Promise<string[]> {
  const reverted = await revertTasks(ctx, tx, row.id);
  await deleteProfile(tx, row.id);
  await recordEvent(ctx, tx, {
    action: "profile.delete",
    target: `profile:${row.id}`,
    before: audited({ ...contentOf(row) }, row.user_id),
  });
  return reverted;
}

/**
 * Deletes a profile: tasks that used it return to their default, and profiles based on it move to its
 * own base with the values that they inherited from it. All in one transaction for up to `MAX_REBASED`
 * such profiles. More are rebased in transactions before, so that none is long; that changes no
 * effective value, so nothing is lost if a later one fails.
 * @throws 401, 403, 404, 409 `default_required`, 412
 */
export async function removeProfile(ctx: Context, id: string, expectedRevision: ExpectedRevision) {
  requireUser(ctx.actor, "write");
  const rebased_profiles: string[] = [];
  for (;;) {
    const { row, ids, reverted_tasks } = await withTransaction(ctx.db, async (tx) => {
      const row = await deletableProfile(ctx, tx, id, expectedRevision);
      const { ids, areMore } = await rebaseSome(ctx, tx, row);
      return { row, ids, reverted_tasks: areMore ? null : await deleteRow(ctx, tx, row) };
    });
    rebased_profiles.push(...ids);
    if (reverted_tasks) {
      return { id: row.id, reverted_tasks, rebased_profiles: rebased_profiles.sort() };
    }
    await nextTurn();
  }
}
