import "server-only";
import type { Transaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import type { Context } from "@/lib/context";
import { TASKS } from "@/lib/registry/tasks";
import { deleteByProfile } from "./repository";

/** Puts every task that uses the profile back on its default; those tasks in type order. */
export async function releaseProfile(
  ctx: Context,
  tx: Transaction,
  profileId: string,
): Promise<string[]> {
  const released = new Set(await deleteByProfile(tx, profileId));
  const tasks = TASKS.map((task) => task.key).filter((key) => released.has(key));
  if (tasks.length > 0) {
    await recordEvent(ctx, tx, {
      action: "assignment.revert",
      target: `profile:${profileId}`,
      before: { tasks },
    });
  }
  return tasks;
}
