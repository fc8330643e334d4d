import "server-only";
import { type Reader, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireUser, type UserActor, viewerOf } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { type Fault, fault, invalid } from "@/lib/errors";
import { changeAssignments, loadChoices } from "@/lib/history/server/service";
import type { ExpectedRevision } from "@/lib/http/endpoint";
import { validate } from "@/lib/validation";
import { asObject, objectAt } from "@/lib/objects";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { type ChainLink, loadChains } from "@/lib/profiles/server/view-service";
import { TASK_KEYS, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { modelTasksText } from "@/lib/registry/words";
import { incompatibility } from "@/lib/values/compatibility";
import { assignment, type Config, configInput } from "../schema";
import { assertRevision } from "./revision-service";

/** The 19 tasks. @throws 401 */
export async function listTasks(ctx: Context): Promise<{ data: readonly Task[] }> {
  requireUser(ctx.actor, "read");
  return Promise.resolve({ data: TASKS });
}

async function configOf(ctx: Context, actor: UserActor, db?: Reader): Promise<Config> {
  const choices = await loadChoices(ctx, actor.id, db);
  const profiles = TASKS.map(
    ({ key, config_field, default_profile_id }) =>
      [config_field, choices.get(key) ?? default_profile_id] as const,
  );
  return {
    user_id: actor.id,
    model_profiles: Object.fromEntries(profiles),
    overrides: TASK_KEYS.filter((key) => choices.has(key)),
  };
}

/** The profile that each task uses for the caller. @throws 401 */
export async function getConfig(ctx: Context): Promise<Config> {
  return configOf(ctx, requireUser(ctx.actor, "read"));
}

/** The profile chosen for a task, or null for its default. */
type Choice = readonly [Task, string | null];

/** The valid choices of the input; the schema reports the others. */
function choicesIn(input: unknown, replace: boolean): Choice[] {
  const sent = objectAt(input, "model_profiles");
  return TASKS.flatMap((task): Choice[] => {
    const { data, faults } = validate(assignment, sent[task.config_field]);
    if (faults) return [];
    if (data === undefined) return replace ? [[task, null]] : [];
    return [[task, data]];
  });
}

interface Lookup {
  catalog: Catalog;
  profileById: (id: string) => ChainLink | undefined;
  /** The assignments before the change; repeating one is always allowed. */
  before: ReadonlyMap<string, string>;
}

function choiceFaults([task, id]: Choice, lookup: Lookup): Fault[] {
  if (id === null || id === task.default_profile_id) return [];
  if (lookup.before.get(task.key) === id) return [];
  const path = ["model_profiles", task.config_field];
  const row = lookup.profileById(id);
  if (!row) {
    return [fault(path, "profile_not_found", "must be the id of a profile that you can see")];
  }
  const model = lookup.catalog.byId.get(row.model_name);
  const code = incompatibility(task, model);
  if (!code) return [];
  if (!model) {
    const message = `must name a profile whose model is in the catalog; ${row.model_name} of "${row.name}" is not`;
    return [fault(path, code, message)];
  }
  const accepted = modelTasksText(task.accepts_model_tasks);
  const message = `must name a profile with a model for ${accepted}; ${model.id} of "${row.name}" is for ${modelTasksText([model.task])}`;
  return [fault(path, code, message)];
}

/** Faults by the schema and of read-only fields. */
function inputFaults(input: unknown, actor: UserActor): Fault[] {
  const faults = validate(configInput, input).faults ?? [];
  const { user_id } = asObject(input);
  if (typeof user_id !== "string" || user_id.toLowerCase() === actor.id) return faults;
  return [...faults, fault(["user_id"], "read_only", `is read-only; its value is ${actor.id}`)];
}

/**
 * Assigns profiles to tasks, all or none. With `replace`, tasks that the input omits return to their
 * default; otherwise they stay. Null returns a task to its default.
 * @throws 401, 403, 412 `revision_mismatch`, 422 with `incompatible_model` or `profile_not_found` at the field, all at once
 */
export async function setConfig(
  ctx: Context,
  input: unknown,
  { replace, expectedRevision = null }: { replace: boolean; expectedRevision?: ExpectedRevision },
): Promise<Config> {
  const actor = requireUser(ctx.actor, "write");
  const choices = choicesIn(input, replace);
  return withTransaction(ctx.db, async (tx) => {
    assertRevision(ctx, expectedRevision, await configOf(ctx, actor, tx));
    const chosen = choices.flatMap(([, id]) => id ?? []);
    const chainOf = await loadChains(ctx, tx, chosen, viewerOf(actor));
    const lookup: Lookup = {
      catalog: await currentCatalog(ctx, tx),
      profileById: (id) => chainOf(id)[0],
      before: await loadChoices(ctx, actor.id, tx),
    };
    const faults = [
      ...inputFaults(input, actor),
      ...choices.flatMap((choice) => choiceFaults(choice, lookup)),
    ];
    if (faults.length > 0) throw invalid(faults);
    const chosenByTask = new Map(choices.map(([task, id]) => [task.key, id]));
    const kind = chosen.length === 0 ? "reset" : "assign";
    const change = { userId: actor.id, kind, choices: chosenByTask } as const;
    if ((await changeAssignments(ctx, tx, change)) === null) return configOf(ctx, actor, tx);
    const after = await loadChoices(ctx, actor.id, tx);
    await recordEvent(ctx, tx, {
      action: "config.update",
      target: `user:${actor.id}`,
      before: Object.fromEntries(lookup.before),
      after: Object.fromEntries(after),
    });
    return configOf(ctx, actor, tx);
  });
}
