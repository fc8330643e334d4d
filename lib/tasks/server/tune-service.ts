import "server-only";
import { type Transaction, withTransaction } from "@/db/transaction";
import { requireUser, viewerOf } from "@/lib/actor";
import { taskNamed, viewResolution } from "@/lib/assignments/server/resolve-service";
import { resolutionTag } from "@/lib/assignments/server/revision-service";
import { recordEvent } from "@/lib/audit/server/service";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/errors";
import { changeAssignments, loadChoices } from "@/lib/history/server/service";
import { type ExpectedRevision, isExpected } from "@/lib/http/endpoint";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import type { TunedProfile } from "@/lib/profiles/server/tune-service";
import { parseOrThrow } from "@/lib/validation";
import { tuneInput } from "../schema";
import { stateOf } from "../state";
import {
  modelFault,
  otherTasks,
  resolutionOf,
  subjectOf,
  type Tuned,
  tunedTask,
  tuneProfile,
  type Tuning,
} from "./tune";

/** @throws 412 `revision_mismatch` if the caller expects that the task runs something else */
async function assertState(
  ctx: Context,
  tx: Transaction,
  expected: ExpectedRevision,
  { resolution }: Pick<Tuning, "resolution">,
): Promise<void> {
  if (expected === null) return;
  const resolved = viewResolution(ctx, await currentCatalog(ctx, tx), resolution);
  const current_revision = resolutionTag(ctx, resolved).slice(1, -1);
  const names = [current_revision, stateOf(resolved)];
  if (names.some((name) => isExpected(expected, name))) return;
  const detail = "If-Match does not name what the task runs now; nothing was changed.";
  throw new AppError("revision_mismatch", detail, { extra: { current_revision } });
}

/** Assigns the profile and records the change, in the history and in the audit. */
async function recordTuning(
  ctx: Context,
  tx: Transaction,
  { tasks: [task], resolution, choices }: Tuning,
  { id, from_revision, to_revision, audit }: TunedProfile,
): Promise<string | null> {
  const change = await changeAssignments(ctx, tx, {
    userId: viewerOf(ctx.actor).id,
    kind: "tune",
    choices: new Map([[task.key, id]]),
    profiles: [{ id, from_revision, to_revision }],
  });
  const others = otherTasks(choices, id, [task]);
  const tasks = others.length > 0 ? { tasks: [task.key, ...others] } : {};
  await recordEvent(ctx, tx, {
    action: "task.update",
    target: `task:${task.key}`,
    before: { profile_id: subjectOf(resolution).id, ...audit.before },
    after: { profile_id: id, ...audit.after, ...tasks },
  });
  return change;
}

/**
 * Changes what a task runs. The caller's own profile for the task is changed, also if its model has
 * left the catalog and the default stands in for it; otherwise one is created and assigned. One
 * transaction, one change to undo and one event; nothing is written if nothing changes.
 * @throws 401, 403, 404 `task_not_found`, 409 `profile_shared`, `name_taken` or `quota_exceeded`, 412, 422
 */
export async function tuneTask(
  ctx: Context,
  keyOrNumber: string,
  input: unknown,
  expected: ExpectedRevision,
): Promise<Tuned> {
  const actor = requireUser(ctx.actor, "write");
  const task = taskNamed(ctx, keyOrNumber);
  const { profile: patch, scope } = parseOrThrow(tuneInput, input);
  return withTransaction(ctx.db, async (tx) => {
    const resolution = await resolutionOf(ctx, tx, task);
    await assertState(ctx, tx, expected, { resolution });
    const choices = await loadChoices(ctx, actor.id, tx);
    const tuning: Tuning = { tasks: [task], resolution, choices, patch, scope };
    const tuned = await tuneProfile(ctx, tx, tuning);
    if (!tuned) return tunedTask(ctx, tx, task, null);
    const fault = await modelFault(ctx, tx, task, { tuned, resolution });
    if (fault) throw invalid([fault]);
    return tunedTask(ctx, tx, task, await recordTuning(ctx, tx, tuning, tuned));
  });
}
