import "server-only";
import type { Transaction } from "@/db/transaction";
import { viewerOf } from "@/lib/actor";
import {
  resolveFor,
  type TaskResolution,
  viewResolution,
} from "@/lib/assignments/server/resolve-service";
import { resolutionTag } from "@/lib/assignments/server/revision-service";
import type { Context } from "@/lib/context";
import { AppError, type Fault, invalid } from "@/lib/errors";
import { loadChoices } from "@/lib/history/server/service";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { createForTask, patchOwn, type TunedProfile } from "@/lib/profiles/server/tune-service";
import { type TaskKey, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { type Choosable, obstacleOf } from "@/lib/values/compatibility";
import type { TunedTask, TuneScope } from "../schema";

/** What a task of the caller runs now, in the transaction. */
export async function resolutionOf(ctx: Context, tx: Transaction, task: Task) {
  const [resolution] = await resolveFor(ctx, viewerOf(ctx.actor), [task], tx);
  if (!resolution) throw new Error("one task gives one resolution");
  return resolution;
}

/** The profile that a change of the task is about: the assigned one, even if it cannot be used. */
export function subjectOf({ own, profile }: TaskResolution) {
  return own ?? profile;
}

/** The caller's tasks that a profile is assigned to, without some, in type order. */
export function otherTasks(
  choices: ReadonlyMap<string, string>,
  profileId: string,
  tasks: readonly Task[],
): TaskKey[] {
  const others = TASKS.filter((task) => choices.get(task.key) === profileId);
  return others.filter((task) => !tasks.includes(task)).map(({ key }) => key);
}

/** What a task runs after a change, with the tag of `GET /api/resolve/{task}`. */
export interface Tuned {
  data: TunedTask;
  tag: string;
}

/** The response to a change of one task. */
export async function tunedTask(
  ctx: Context,
  tx: Transaction,
  task: Task,
  change: string | null,
): Promise<Tuned> {
  const resolution = await resolutionOf(ctx, tx, task);
  const resolved = viewResolution(ctx, await currentCatalog(ctx, tx), resolution);
  const choices = await loadChoices(ctx, viewerOf(ctx.actor).id, tx);
  const other_tasks = otherTasks(choices, subjectOf(resolution).id, [task]);
  return { data: { ...resolved, change, other_tasks }, tag: resolutionTag(ctx, resolved) };
}

function profileShared(name: string, others: readonly TaskKey[]): AppError {
  const labels = TASKS.filter(({ key }) => others.includes(key)).map(({ label }) => label);
  const detail = `“${name}” is also used for ${labels.join(", ")}. Set scope to "all" to change it for all of them, or to "this" to create a copy. Nothing was changed.`;
  return new AppError("profile_shared", detail, { extra: { tasks: others } });
}

/** Faults of a profile as faults of the request that it is part of. */
async function atProfile<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || !error.errors) throw error;
    throw invalid(
      error.errors.map(({ path, code, message }) => ({
        path: path ? `profile.${path}` : "profile",
        code,
        message: path && message.startsWith(path) ? `profile.${message}` : message,
      })),
    );
  }
}

/** Why a task cannot use a profile, as a fault; undefined if it can. */
export async function misfit(
  ctx: Context,
  tx: Transaction,
  { task, profile, path }: { task: Task; profile: Choosable; path: string },
): Promise<Fault | undefined> {
  const { byId } = await currentCatalog(ctx, tx);
  const obstacle = obstacleOf(task, profile, byId.get(profile.model_name));
  if (!obstacle) return undefined;
  return { path, code: obstacle.code, message: `${path} cannot be used: ${obstacle.message}` };
}

/**
 * Why a task cannot use the model of its changed profile; undefined if it can. A model that it had before
 * may stay, though it has left the catalog.
 */
export async function modelFault(
  ctx: Context,
  tx: Transaction,
  task: Task,
  { tuned, resolution }: { tuned: TunedProfile; resolution: TaskResolution },
): Promise<Fault | undefined> {
  const { model_name } = subjectOf(resolution);
  const isKept = tuned.from_revision !== null && tuned.model_name === model_name;
  return isKept ? undefined : misfit(ctx, tx, { task, profile: tuned, path: "profile.model_name" });
}

/** Tasks that use the same profile and change together. */
export interface Tuning {
  tasks: readonly [Task, ...Task[]];
  /** Of the first task. */
  resolution: TaskResolution;
  /** The caller's assignments. */
  choices: ReadonlyMap<string, string>;
  patch: unknown;
  scope: TuneScope | undefined;
}

/**
 * Changes the caller's own profile, or creates one for the tasks; does not assign it.
 * @returns null if nothing changes
 * @throws 409 `profile_shared`, `name_taken` or `quota_exceeded`, 422
 */
export async function tuneProfile(
  ctx: Context,
  tx: Transaction,
  { tasks, resolution, choices, patch, scope }: Tuning,
): Promise<TunedProfile | null> {
  const source = subjectOf(resolution);
  const isOwn = source.user_id === viewerOf(ctx.actor).id;
  const others = otherTasks(choices, source.id, tasks);
  if (isOwn && others.length > 0 && scope === undefined) throw profileShared(source.name, others);
  const isInPlace = isOwn && (others.length === 0 || scope === "all");
  return atProfile(
    isInPlace
      ? patchOwn(ctx, tx, source, patch)
      : createForTask(ctx, tx, { source, task: tasks[0] }, patch),
  );
}
