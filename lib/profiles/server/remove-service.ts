import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireUser, SYSTEM_USER_ID } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { unassignProfile } from "@/lib/history/server/service";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { TASKS } from "@/lib/registry/tasks";
import { contentOf } from "@/lib/values/content";
import { rebase } from "@/lib/values/inherit";
import { audited } from "../audited";
import { type ProfileRow, selectBasedOn } from "./repository";
import { discardProfile, type TrashedChild } from "./trash-repository";
import { MAX_REBASED, reviseProfile, writableProfile } from "./write";

/** Returns every task that uses the profile to its default. @returns those tasks, in type order */
async function revertTasks(ctx: Context, tx: Transaction, profileId: string): Promise<string[]> {
  const assigned = new Set(await unassignProfile(ctx, tx, profileId));
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
  const rebased: TrashedChild[] = [];
  for (const child of some) {
    const content = rebase(contentOf(child), contentOf(base));
    const { id, revision } = await reviseProfile(ctx, tx, child, content, "rebase");
    rebased.push({ id, revision });
  }
  return { rebased, areMore: children.length > MAX_REBASED };
}

/** Moves the profile to the trash. */
async function deleteRow(
  ctx: Context,
  tx: Transaction,
  row: ProfileRow,
  children: readonly TrashedChild[],
): Promise<string[]> {
  const reverted = await revertTasks(ctx, tx, row.id);
  await discardProfile(tx, row, { tasks: reverted, children });
  await recordEvent(ctx, tx, {
    action: "profile.delete",
    target: `profile:${row.id}`,
    before: audited({ ...contentOf(row) }, row.user_id),
  });
  return reverted;
}

/**
 * Moves a profile to the trash: tasks that used it return to their default, and profiles based on it move
 * to its own base with the values that they inherited from it. All in one transaction for up to
 * `MAX_REBASED` such profiles. More are rebased in transactions before, so that none is long; that changes no
 * effective value, so nothing is lost if a later one fails.
 * @throws 401, 403, 404, 409 `default_required`, 412
 */
export async function removeProfile(ctx: Context, id: string, expectedRevision: ExpectedRevision) {
  requireUser(ctx.actor, "write");
  const before: TrashedChild[] = [];
  for (;;) {
    const { row, children, reverted_tasks } = await withTransaction(ctx.db, async (tx) => {
      const row = await deletableProfile(ctx, tx, id, expectedRevision);
      const { rebased, areMore } = await rebaseSome(ctx, tx, row);
      const children = [...before, ...rebased];
      const reverted_tasks = areMore ? null : await deleteRow(ctx, tx, row, children);
      return { row, children, reverted_tasks };
    });
    if (reverted_tasks) {
      const rebased_profiles = children.map((child) => child.id).sort();
      return { id: row.id, reverted_tasks, rebased_profiles };
    }
    before.splice(0, before.length, ...children);
    await nextTurn();
  }
}
