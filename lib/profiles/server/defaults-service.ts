import "server-only";
import { DEFAULTS, shippedContent } from "@/db/seed";
import { type Reader, withTransaction } from "@/db/transaction";
import { requireAdmin, SYSTEM_USER_ID, SYSTEM_VIEWER, viewerOf } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { currentCatalog } from "@/lib/models/server/catalog-service";
import { findTask, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { changesBetween } from "@/lib/values/changes";
import { contentOf } from "@/lib/values/content";
import type { DefaultReset, DefaultRow } from "../query";
import type { Profile } from "../schema";
import { resetFields } from "../defaults";
import { countHeirs, countOverrides, countPeople } from "./admin-repository";
import { checkContent } from "./check";
import { findProfile, selectWithBases } from "./repository";
import { viewProfile } from "./view-service";
import { addProfile, ownerAsViewer, reviseProfile, writableProfile } from "./write";

/** Adds the default profiles that are missing; existing ones keep what an admin changed. */
export async function seedDefaults(ctx: Context): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    for (const { id, content } of DEFAULTS) {
      if (await findProfile(tx, id, SYSTEM_VIEWER)) continue;
      const identity = { id, user_id: SYSTEM_USER_ID };
      await addProfile(ctx, tx, identity, content, "create");
    }
  });
}

/** How many people the default of each task affects. */
async function readReach(db: Reader) {
  const people = await countPeople(db);
  const [overrides, heirs] = [await countOverrides(db), await countHeirs(db)];
  return ({ key, default_profile_id }: Task) => {
    const overridden_by = overrides.get(key) ?? 0;
    return {
      people,
      overridden_by,
      in_force_for: people - overridden_by,
      inherited_by: heirs.get(default_profile_id) ?? 0,
    };
  };
}

/** The 19 defaults with whom they affect and their changes from factory, in type order. @throws 401, 403 */
export async function listDefaults(ctx: Context): Promise<{ data: DefaultRow[] }> {
  const viewer = viewerOf(requireAdmin(ctx.actor));
  const db = ctx.db.read;
  const ids = TASKS.map((task) => task.default_profile_id);
  const rows = new Map((await selectWithBases(db, ids, viewer)).map((row) => [row.id, row]));
  const catalog = await currentCatalog(ctx);
  const reachOf = await readReach(db);
  const data = TASKS.flatMap((task): DefaultRow[] => {
    const row = rows.get(task.default_profile_id);
    if (!row) return [];
    const shipped = shippedContent(row.id);
    return [
      {
        ...reachOf(task),
        profile: viewProfile(ctx, catalog, row),
        changes: changesBetween(shipped, contentOf(row)),
      },
    ];
  });
  return { data };
}

/**
 * Restores the factory content of a default, or of some of its fields, as a new revision.
 * @throws 401, 403, 404 `task_not_found`, 412, 422
 */
export async function resetDefault(
  ctx: Context,
  taskKey: string,
  { fields }: DefaultReset,
  expectedRevision: ExpectedRevision,
): Promise<Profile> {
  requireAdmin(ctx.actor);
  const task = findTask(taskKey);
  if (!task) throw new AppError("task_not_found", "There is no task with this key or number.");
  return withTransaction(ctx.db, async (tx) => {
    const current = await writableProfile(ctx, tx, task.default_profile_id, expectedRevision);
    const input = resetFields(contentOf(current), shippedContent(current.id), fields);
    const owner = ownerAsViewer(ctx, current);
    const subject = { input, owner, current, boundsAnew: !fields };
    const content = await checkContent(ctx, tx, subject);
    const row = await reviseProfile(ctx, tx, current, content, "reset");
    return viewProfile(ctx, await currentCatalog(ctx, tx), row);
  });
}
