import "server-only";
import type { Reader } from "@/db/transaction";
import { hasScope, requireUser, type UserActor, type Viewer, viewerOf } from "@/lib/actor";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { loadChoices } from "@/lib/history/server/service";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { type ChainLink, loadChains, viewProfile } from "@/lib/profiles/server/view-service";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { findAccountById } from "@/lib/users/server/service";
import { type Limit, limitsFor } from "@/lib/values/limits";
import { answerOf, type Resolution, resolve } from "../resolve";
import type { Resolved, ResolveQuery } from "../schema";

/** The user to resolve for. @throws 403 `insufficient_scope` or `permission_denied`, 404 `user_not_found` */
export async function findSubject(
  ctx: Context,
  actor: UserActor,
  requested: string | undefined,
): Promise<Viewer> {
  const userId = requested?.toLowerCase();
  if (userId === undefined || userId === actor.id) return viewerOf(actor);
  if (!hasScope(actor, "service")) {
    throw new AppError("insufficient_scope", "`user_id` needs an API key with scope `service`.");
  }
  // Only admins can create such keys; a key stops working when its owner is no longer an admin.
  if (actor.role !== "admin") {
    throw new AppError("permission_denied", "The owner of this key is no longer an admin.");
  }
  const account = await findAccountById(ctx, userId);
  if (!account) throw new AppError("user_not_found", "There is no user with this id.");
  return { id: account.id, role: account.role, groups: [] };
}

/** A resolution with the profiles that it comes from: the profile in force and its bases. */
export interface TaskResolution extends Resolution<ChainLink> {
  task: Task;
  chain: readonly ChainLink[];
  /** The profile that the user assigned to the task, whether it can be used or not. */
  own: ChainLink | undefined;
  /** The task's default and its bases. */
  fallback: readonly [ChainLink, ...ChainLink[]];
  limits: readonly Limit[];
}

/** What is in force for tasks of a user, whatever the caller's scopes. */
export async function resolveFor(
  ctx: Context,
  subject: Viewer,
  tasks: readonly Task[],
  db: Reader = ctx.db.read,
): Promise<TaskResolution[]> {
  const choices = await loadChoices(ctx, subject.id, db);
  const ids = tasks.flatMap((task) =>
    [choices.get(task.key) ?? [], task.default_profile_id].flat(),
  );
  const chainOf = await loadChains(ctx, db, ids, subject);
  const catalog = await currentCatalog(ctx, db);
  const bounds = await currentBounds(ctx, db);
  return tasks.map((task): TaskResolution => {
    const [standard, ...bases] = chainOf(task.default_profile_id);
    if (!standard) throw new Error(`The default profile of ${task.key} is missing`);
    const assigned = chainOf(choices.get(task.key) ?? null);
    const fallback: TaskResolution["fallback"] = [standard, ...bases];
    const findModel = (id: string) => catalog.byId.get(id);
    const resolution = resolve({ task, assigned, fallback, findModel, bounds });
    const chain = chainOf(resolution.profile.id);
    const limits = limitsFor(bounds, task.key);
    return { ...resolution, task, chain, own: assigned[0], fallback, limits };
  });
}

/** A resolution as the resolve calls return it. */
export function viewResolution(
  ctx: Context,
  catalog: Catalog,
  { task, own, ...found }: TaskResolution,
): Resolved {
  const { chain: _chain, fallback: _fallback, limits: _limits, ...resolution } = found;
  const answer = answerOf(task, resolution, viewProfile(ctx, catalog, resolution.profile));
  if (!own || answer.source !== "fallback") return answer;
  return { ...answer, assigned: { id: own.id, name: own.name, revision: own.revision } };
}

async function resolveTasks(ctx: Context, tasks: readonly Task[], query: ResolveQuery) {
  const actor = requireUser(ctx.actor, "read", "service");
  const subject = await findSubject(ctx, actor, query.user_id);
  const resolutions = await resolveFor(ctx, subject, tasks);
  const catalog = await currentCatalog(ctx);
  return resolutions.map((resolution): Resolved => {
    const gone = resolution.warnings.find((warning) => warning.code === "model_unavailable");
    if (query.strict && gone) throw new AppError("model_unavailable", gone.message);
    return viewResolution(ctx, catalog, resolution);
  });
}

/** The task with a key or number. @throws 404 `task_not_found` */
export function taskNamed(_ctx: Context, keyOrNumber: string): Task {
  const task = findTask(keyOrNumber);
  if (task) return task;
  throw new AppError(
    "task_not_found",
    `Use one of ${TASKS.map((row) => row.key).join(", ")}, or a number from 1 to 19.`,
  );
}

/**
 * What is used for one task, by key or number.
 * @throws 401, 403 `insufficient_scope`, 404 `task_not_found` or `user_not_found`, 409 `model_unavailable`
 */
export async function resolveTask(
  ctx: Context,
  keyOrNumber: string,
  query: ResolveQuery,
): Promise<Resolved> {
  requireUser(ctx.actor, "read", "service");
  const task = taskNamed(ctx, keyOrNumber);
  const [resolution] = await resolveTasks(ctx, [task], query);
  if (!resolution) throw new Error("one task gives one resolution");
  return resolution;
}

/** What is used for all tasks, in type order. @throws as `resolveTask` */
export async function resolveAll(ctx: Context, query: ResolveQuery): Promise<{ data: Resolved[] }> {
  return { data: await resolveTasks(ctx, TASKS, query) };
}
