import "server-only";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { requireUser, type UserActor, viewerOf } from "@/lib/actor";
import { taskNamed } from "@/lib/assignments/server/resolve-service";
import { recordEvent } from "@/lib/audit/server/service";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/errors";
import type { RecordedChange } from "@/lib/history/schema";
import {
  changeAssignments,
  loadChanges,
  loadChoices,
  loadLastChange,
  noteRestored,
} from "@/lib/history/server/service";
import {
  loadStates,
  type TunedProfile,
  undoCreation,
  undoPatch,
} from "@/lib/profiles/server/tune-service";
import { TASKS } from "@/lib/registry/tasks";
import type { UndoResult } from "../schema";
import { type CurrentState, isUndoable, obstaclesTo } from "../state";
import { misfit, type Tuned, tunedTask } from "./tune";

/** What is stored now about the tasks and profiles of changes. */
export async function currentState(
  ctx: Context,
  db: Reader,
  changes: readonly RecordedChange[],
): Promise<CurrentState> {
  const profiles = changes.flatMap((change) => [
    ...change.tasks.flatMap(({ from_id, to_id }) => [from_id, to_id]),
    ...change.profiles.map(({ id }) => id),
  ]);
  const ids = [...new Set(profiles)].filter((id) => id !== null);
  return {
    choices: await loadChoices(ctx, viewerOf(ctx.actor).id, db),
    profiles: await loadStates(ctx, db, ids),
  };
}

/** The keys of a change's tasks, in type order. */
function keysOf({ tasks }: RecordedChange) {
  return TASKS.map(({ key }) => key).filter((key) => tasks.some(({ task }) => task === key));
}

/** @throws 409 `changed_since` with what has happened since the change */
async function assertUndoable(ctx: Context, tx: Transaction, change: RecordedChange) {
  const obstacles = obstaclesTo(change, await currentState(ctx, tx, [change]));
  if (obstacles.length === 0) return;
  const text = obstacles.join("; ");
  const detail = `This cannot be undone: ${text}. Nothing was changed.`;
  throw new AppError("changed_since", detail, { extra: { tasks: keysOf(change) } });
}

/** One event for the change: what each task uses before and after, and what the profiles get back. */
async function record(
  ctx: Context,
  tx: Transaction,
  { tasks }: RecordedChange,
  restored: readonly TunedProfile[],
): Promise<void> {
  const [only, ...others] = tasks;
  const side = (which: "before" | "after") => {
    const idOf = (row: (typeof tasks)[number]) => (which === "before" ? row.to_id : row.from_id);
    const fields = restored.flatMap(({ audit }) => Object.entries(audit[which] ?? {}));
    const values = Object.fromEntries(fields);
    if (only && others.length === 0) return { profile_id: idOf(only), ...values };
    const profiles = which === "after" ? { profiles: restored.map(({ id }) => id) } : {};
    const used = tasks.map((row) => [row.task, idOf(row)] as const);
    return { ...Object.fromEntries(used), ...values, ...profiles };
  };
  const target = only && others.length === 0 ? `task:${only.task}` : "tasks";
  const [before, after] = [side("before"), side("after")];
  await recordEvent(ctx, tx, { action: "task.undo", target, before, after });
}

async function undo(ctx: Context, tx: Transaction, change: RecordedChange): Promise<UndoResult> {
  await assertUndoable(ctx, tx, change);
  const restored: TunedProfile[] = [];
  const created: string[] = [];
  for (const { id, from_revision } of change.profiles) {
    if (from_revision === null) created.push(id);
    else {
      const profile = await undoPatch(ctx, tx, id, from_revision);
      await noteRestored(ctx, tx, id, { content: from_revision, now: profile.to_revision });
      restored.push(profile);
    }
  }
  const id = await changeAssignments(ctx, tx, {
    userId: viewerOf(ctx.actor).id,
    kind: "undo",
    choices: new Map(change.tasks.map(({ task, from_id }) => [task, from_id])),
    profiles: restored,
    undoes: change.id,
  });
  if (id === null) throw new Error("undoing a change affects its tasks");
  for (const profile of created) await undoCreation(ctx, tx, profile);
  await record(ctx, tx, change, restored);
  return {
    change: id,
    undone: change.id,
    tasks: keysOf(change),
    removed_profiles: created,
    restored_profiles: restored.map((profile) => profile.id),
  };
}

/**
 * Undoes the caller's last change of a task, with all that it changed for other tasks.
 * @throws 401, 403, 404 `task_not_found`, 409 `nothing_to_undo`, 409 `changed_since`, 422
 */
export async function undoTask(ctx: Context, keyOrNumber: string): Promise<UndoResult> {
  const actor = requireUser(ctx.actor, "write");
  const { key, label } = taskNamed(ctx, keyOrNumber);
  return withTransaction(ctx.db, async (tx) => {
    const change = await loadLastChange(ctx, tx, actor.id, key);
    if (change) return undo(ctx, tx, change);
    throw new AppError("nothing_to_undo", `There is no change of ${label} to undo.`);
  });
}

/** @throws 404 `change_not_found` */
async function ownChange(ctx: Context, tx: Transaction, actor: UserActor, id: string) {
  const [change] = await loadChanges(ctx, tx, actor.id, [id]);
  if (change) return change;
  throw new AppError("change_not_found", "There is no change of your tasks with this id.");
}

/**
 * Undoes a change that the caller made, of one task or many.
 * @throws 401, 403, 404 `change_not_found`, 409 `nothing_to_undo`, 409 `changed_since`, 422
 */
export async function undoChange(ctx: Context, input: { change: string }): Promise<UndoResult> {
  const actor = requireUser(ctx.actor, "write");
  return withTransaction(ctx.db, async (tx) => {
    const change = await ownChange(ctx, tx, actor, input.change);
    if (isUndoable(change, actor.id)) return undo(ctx, tx, change);
    const why = change.undone_by === null ? "cannot be undone" : "is already undone";
    throw new AppError("nothing_to_undo", `This change ${why}.`);
  });
}

/**
 * Makes the profile that a change assigned to a task active again.
 * @throws 401, 403, 404 `task_not_found` or `change_not_found`, 409 `changed_since` if it is deleted, 422
 */
export async function restoreAssignment(
  ctx: Context,
  keyOrNumber: string,
  input: { change: string },
): Promise<Tuned> {
  const actor = requireUser(ctx.actor, "write");
  const task = taskNamed(ctx, keyOrNumber);
  return withTransaction(ctx.db, async (tx) => {
    const change = await ownChange(ctx, tx, actor, input.change);
    const row = change.tasks.find((each) => each.task === task.key);
    if (!row) throw new AppError("change_not_found", `This change does not affect ${task.label}.`);
    const { to_id, to_name } = row;
    if (to_id !== null) {
      const profile = (await loadStates(ctx, tx, [to_id])).get(to_id);
      if (!profile) {
        const detail = `“${to_name ?? to_id}” has been deleted. Nothing was changed.`;
        throw new AppError("changed_since", detail, { extra: { tasks: [task.key] } });
      }
      const fault = await misfit(ctx, tx, { task, profile, path: "change" });
      if (fault) throw invalid([fault]);
    }
    const before = (await loadChoices(ctx, actor.id, tx)).get(task.key) ?? null;
    const choices = new Map([[task.key, to_id]]);
    const restored = { userId: actor.id, kind: "restore", choices } as const;
    const id = await changeAssignments(ctx, tx, restored);
    if (id !== null) {
      await recordEvent(ctx, tx, {
        action: "task.restore",
        target: `task:${task.key}`,
        before: { profile_id: before },
        after: { profile_id: to_id },
      });
    }
    return tunedTask(ctx, tx, task, id);
  });
}
