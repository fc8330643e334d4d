import "server-only";
import { hasScope, requireUser, type UserActor } from "@/lib/actor";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { loadChains } from "@/lib/profiles/server/chain-service";
import { viewProfile } from "@/lib/profiles/server/service";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { findAccountById } from "@/lib/users/server/service";
import { answerOf, resolve } from "../resolve";
import type { Resolved, ResolveQuery } from "../schema";
import { choicesOf } from "./service";

/** For whom to resolve. @throws 403 `insufficient_scope` or `permission_denied`, 404 `user_not_found` */
async function subjectOf(ctx: Context, actor: UserActor, wanted: string | undefined) {
  const userId = wanted?.toLowerCase();
  if (userId === undefined || userId === actor.id) return actor.id;
  if (!hasScope(actor, "service")) {
    throw new AppError("insufficient_scope", "`user_id` needs an API key with scope `service`.");
  }
  // Only an admin can make such a key, and it is good for as long as its owner is one.
  if (actor.role !== "admin") {
    throw new AppError("permission_denied", "The owner of this key is no admin any more.");
  }
  if (!(await findAccountById(ctx, userId))) {
    throw new AppError("user_not_found", "There is no user with this id.");
  }
  return userId;
}

async function resolveTasks(ctx: Context, tasks: readonly Task[], query: ResolveQuery) {
  const actor = requireUser(ctx.actor, "read", "service");
  const userId = await subjectOf(ctx, actor, query.user_id);
  const choices = await choicesOf(ctx, userId);
  const wanted = tasks.flatMap((task) =>
    [choices.get(task.key) ?? [], task.default_profile_id].flat(),
  );
  const chainOf = await loadChains(ctx, ctx.db.read, wanted, userId);
  const catalog = await currentCatalog(ctx);
  const bounds = await currentBounds(ctx, ctx.db.read);
  return tasks.map((task): Resolved => {
    const [standard, ...bases] = chainOf(task.default_profile_id);
    if (!standard) throw new Error(`the default profile of ${task.key} is missing`);
    const resolution = resolve({
      task,
      assigned: chainOf(choices.get(task.key) ?? null),
      fallback: [standard, ...bases],
      findModel: (id) => catalog.byId.get(id),
      bounds,
    });
    const gone = resolution.warnings.find((warning) => warning.code === "model_unavailable");
    if (query.strict && gone) throw new AppError("model_unavailable", gone.message);
    return answerOf(task, resolution, viewProfile(ctx, catalog, resolution.profile));
  });
}

/**
 * What is in force for one task, by key or number.
 * @throws 401, 403 `insufficient_scope`, 404 `task_not_found` or `user_not_found`, 409 `model_unavailable`
 */
export async function resolveTask(
  ctx: Context,
  keyOrNumber: string,
  query: ResolveQuery,
): Promise<Resolved> {
  requireUser(ctx.actor, "read", "service");
  const task = findTask(keyOrNumber);
  if (!task) {
    throw new AppError(
      "task_not_found",
      `A task is one of ${TASKS.map((row) => row.key).join(", ")}, or 1 to 19.`,
    );
  }
  const [resolution] = await resolveTasks(ctx, [task], query);
  if (!resolution) throw new Error("one task gives one resolution");
  return resolution;
}

/** What is in force for all tasks, in type order. @throws as `resolveTask` */
export async function resolveAll(ctx: Context, query: ResolveQuery): Promise<{ data: Resolved[] }> {
  return { data: await resolveTasks(ctx, TASKS, query) };
}
