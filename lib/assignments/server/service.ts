import "server-only";
import { isDeepStrictEqual } from "node:util";
import { type Reader, type Transaction, withTransaction } from "@/db/transaction";
import { recordEvent } from "@/lib/audit/server/service";
import { requireUser, type UserActor } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { type Fault, fault, faultsOf, invalid } from "@/lib/errors";
import { asObject, objectAt } from "@/lib/objects";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { type ChainLink, loadChains } from "@/lib/profiles/server/chain-service";
import { TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { incompatibility } from "@/lib/values/compatibility";
import { assignment, type Config, configInput } from "../schema";
import { deleteAssignment, selectAssignments, upsertAssignment } from "./repository";

const ALL_KEYS = TASKS.map((task) => task.key);

/** The 19 tasks. @throws 401 */
export function listTasks(ctx: Context): { data: readonly Task[] } {
  requireUser(ctx.actor, "read");
  return { data: TASKS };
}

/** Task key → the profile that the user chose for it. */
export async function choicesOf(ctx: Context, userId: string, db: Reader = ctx.db.read) {
  const rows = await selectAssignments(db, userId);
  return new Map(rows.map((row) => [row.task, row.profile_id]));
}

async function configOf(ctx: Context, actor: UserActor, db?: Reader): Promise<Config> {
  const choices = await choicesOf(ctx, actor.id, db);
  const inForce = TASKS.map((task) => [
    task.config_field,
    choices.get(task.key) ?? task.default_profile_id,
  ]);
  const overrides = ALL_KEYS.filter((key) => choices.has(key)) as Config["overrides"];
  return {
    user_id: actor.id,
    model_profiles: Object.fromEntries(inForce) as Config["model_profiles"],
    overrides,
  };
}

/** Which profile does each task for the caller. @throws 401 */
export function getConfig(ctx: Context): Promise<Config> {
  return configOf(ctx, requireUser(ctx.actor, "read"));
}

/** A choice as it was sent: the profile for a task, or null for its default. */
type Choice = readonly [Task, string | null];

/** The choices that can be read; what is wrong about the others is the schema's to say. */
function choicesIn(input: unknown, replace: boolean): Choice[] {
  const sent = objectAt(input, "model_profiles");
  return TASKS.flatMap((task): Choice[] => {
    const choice = assignment.safeParse(sent[task.config_field]);
    if (!choice.success) return [];
    if (choice.data === undefined) return replace ? [[task, null]] : [];
    return [[task, choice.data]];
  });
}

interface Sight {
  catalog: Catalog;
  profileById: (id: string) => ChainLink | undefined;
  /** What was chosen before; choosing it again is always allowed. */
  before: ReadonlyMap<string, string>;
}

function choiceFaults([task, id]: Choice, sight: Sight): Fault[] {
  if (id === null || id === task.default_profile_id) return [];
  if (sight.before.get(task.key) === id) return [];
  const path = ["model_profiles", task.config_field];
  const row = sight.profileById(id);
  if (!row) {
    return [fault(path, "profile_not_found", "must be the id of a profile that you can see")];
  }
  const model = sight.catalog.byId.get(row.model_name);
  const code = incompatibility(task, model);
  if (!code) return [];
  if (!model) {
    const message = `must name a profile whose model is in the catalog; ${row.model_name} of "${row.name}" is not`;
    return [fault(path, code, message)];
  }
  const accepted = task.accepts_model_tasks.join(" or ");
  const message = `must name a profile with a model for ${accepted}; ${model.id} of "${row.name}" is for ${model.task}`;
  return [fault(path, code, message)];
}

async function applyChoice(tx: Transaction, userId: string, [task, id]: Choice): Promise<void> {
  // Choosing the task's own default is choosing no override.
  if (id === null || id === task.default_profile_id) await deleteAssignment(tx, userId, task.key);
  else {
    const row = { user_id: userId, task: task.key, profile_id: id, updated_at: clock.iso() };
    await upsertAssignment(tx, row);
  }
}

/** What the schema and the server's own fields make wrong about the input. */
function inputFaults(input: unknown, actor: UserActor): Fault[] {
  const parsed = configInput.safeParse(input);
  const faults = parsed.success ? [] : faultsOf(parsed.error);
  const { user_id } = asObject(input);
  if (typeof user_id !== "string" || user_id.toLowerCase() === actor.id) return faults;
  return [...faults, fault(["user_id"], "read_only", `is set by the server: it is ${actor.id}`)];
}

/**
 * Sets which profile does which task, all or nothing. `replace`: fields left out go back to the
 * default; otherwise only the fields sent change, and null goes back.
 * @throws 401, 403, 422 with `incompatible_model` or `profile_not_found` at the field, all at once
 */
export function setConfig(ctx: Context, input: unknown, replace: boolean): Promise<Config> {
  const actor = requireUser(ctx.actor, "write");
  const choices = choicesIn(input, replace);
  return withTransaction(ctx.db, async (tx) => {
    const chosen = choices.flatMap(([, id]) => id ?? []);
    const chainOf = await loadChains(ctx, tx, chosen, actor.id);
    const sight: Sight = {
      catalog: await currentCatalog(ctx, tx),
      profileById: (id) => chainOf(id)[0],
      before: await choicesOf(ctx, actor.id, tx),
    };
    const faults = [
      ...inputFaults(input, actor),
      ...choices.flatMap((choice) => choiceFaults(choice, sight)),
    ];
    if (faults.length > 0) throw invalid(faults);
    for (const choice of choices) await applyChoice(tx, actor.id, choice);
    const after = await choicesOf(ctx, actor.id, tx);
    if (isDeepStrictEqual(after, sight.before)) return configOf(ctx, actor, tx);
    await recordEvent(ctx, tx, {
      action: "config.update",
      target: `user:${actor.id}`,
      before: Object.fromEntries(sight.before),
      after: Object.fromEntries(after),
    });
    return configOf(ctx, actor, tx);
  });
}
