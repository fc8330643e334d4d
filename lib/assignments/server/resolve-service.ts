import "server-only";
import { hasScope, requireUser, type UserActor, type Viewer, viewerOf } from "@/lib/actor";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { loadChains, viewProfile } from "@/lib/profiles/server/view-service";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { findAccountById } from "@/lib/users/server/service";
import { answerOf, resolve } from "../resolve";
import type { Resolved, ResolveQuery } from "../schema";
import { loadChoices } from "./service";

/** The user to resolve for. @throws 403 `insufficient_scope` or `permission_denied`, 404 `user_not_found` */
async function findSubject(
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

async function resolveTasks(ctx: Context, tasks: readonly Task[], query: ResolveQuery) {
  const actor = requireUser(ctx.actor, "read", "service");
  const subject = await findSubject(ctx, actor, query.user_id);
  const choices = await loadChoices(ctx, subject.id);
  const ids = tasks.flatMap((task) =>
    [choices.get(task.key) ?? [], task.default_profile_id].flat(),
  );
  const chainOf = await loadChains(ctx, ctx.db.read, ids, subject);
  const catalog = await currentCatalog(ctx);
  const bounds = await currentBounds(ctx, ctx.db.read);
  return tasks.map((task): Resolved => {
    const [standard, ...bases] = chainOf(task.default_profile_id);
    if (!standard) throw new Error(`The default profile of ${task.key} is missing`);
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
 * What is used for one task, by key or number.
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
      `Use one of ${TASKS.map((row) => row.key).join(", ")}, or a number from 1 to 19.`,
    );
  }
  const [resolution] = await resolveTasks(ctx, [task], query);
  if (!resolution) throw new Error("one task gives one resolution");
  return resolution;
}

/** What is used for all tasks, in type order. @throws as `resolveTask` */
export async function resolveAll(ctx: Context, query: ResolveQuery): Promise<{ data: Resolved[] }> {
  return { data: await resolveTasks(ctx, TASKS, query) };
}
