import "server-only";
import { type Transaction, withRollback, withTransaction } from "@/db/transaction";
import { requireUser, viewerOf } from "@/lib/actor";
import { resolveFor, type TaskResolution } from "@/lib/assignments/server/resolve-service";
import { recordEvent } from "@/lib/audit/server/service";
import type { Context } from "@/lib/context";
import { AppError, type Fault, fault, invalid } from "@/lib/errors";
import { changeAssignments, loadChoices } from "@/lib/history/server/service";
import type { ChangeKind } from "@/lib/history/schema";
import { loadChains } from "@/lib/profiles/server/view-service";
import type { TunedProfile } from "@/lib/profiles/server/tune-service";
import { type TaskKey, TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import { parseOrThrow } from "@/lib/validation";
import { type TaskChangeRow, type TaskChanges, type TasksInput, tasksInput } from "../schema";
import { misfit, modelFault, subjectOf, tuneProfile } from "./tune";

/** What was decided for the tasks; those with reasons do not change. */
interface Plan {
  kind: ChangeKind;
  /** Task key → the profile to assign; null for its default. */
  choices: Map<string, string | null>;
  reasons: Map<TaskKey, Fault[]>;
  tuned: TunedProfile[];
}

interface Selection {
  input: TasksInput;
  /** In type order. */
  tasks: readonly Task[];
  /** What each of them runs before. */
  before: readonly TaskResolution[];
  isDryRun: boolean;
}

/** @throws 422 if the caller cannot see the profile */
async function planAssign(ctx: Context, tx: Transaction, { tasks }: Selection, id: string) {
  const viewer = viewerOf(ctx.actor);
  const [profile] = (await loadChains(ctx, tx, [id], viewer))(id);
  if (!profile) {
    const message = "must be the id of a profile that you can see";
    throw invalid([fault(["assign"], "profile_not_found", message)]);
  }
  const assigned = await loadChoices(ctx, viewer.id, tx);
  const plan: Plan = { kind: "assign", choices: new Map(), reasons: new Map(), tuned: [] };
  for (const task of tasks) {
    const isUnchanged = (assigned.get(task.key) ?? task.default_profile_id) === id;
    const reason = isUnchanged
      ? undefined
      : await misfit(ctx, tx, { task, profile, path: "assign" });
    if (reason) plan.reasons.set(task.key, [reason]);
    else plan.choices.set(task.key, id);
  }
  return plan;
}

function planReset({ tasks }: Selection): Plan {
  const choices = new Map(tasks.map(({ key }) => [key, null]));
  return { kind: "reset", choices, reasons: new Map(), tuned: [] };
}

/** Selected tasks that change together: those with the same own profile; tasks on a default, each alone. */
function groupsIn({ before }: Selection, ownerId: string): [TaskResolution, ...TaskResolution[]][] {
  const groups = new Map<string, [TaskResolution, ...TaskResolution[]]>();
  for (const resolution of before) {
    const { id, user_id } = subjectOf(resolution);
    const name = user_id === ownerId ? id : resolution.task.key;
    const group = groups.get(name);
    if (group) group.push(resolution);
    else groups.set(name, [resolution]);
  }
  return [...groups.values()];
}

/** A refusal as reasons, in a dry run. A real run fails with it, unless it is about the input. */
function reasonsOf(error: unknown, isDryRun: boolean): Fault[] {
  if (!(error instanceof AppError)) throw error;
  if (error.errors) return error.errors;
  if (!isDryRun) throw error;
  return [{ path: "", code: error.code, message: error.message }];
}

async function planTuning(ctx: Context, tx: Transaction, selection: Selection): Promise<Plan> {
  const { profile: patch, scope } = selection.input;
  const viewer = viewerOf(ctx.actor);
  const choices = await loadChoices(ctx, viewer.id, tx);
  const plan: Plan = { kind: "tune", choices: new Map(), reasons: new Map(), tuned: [] };
  for (const group of groupsIn(selection, viewer.id)) {
    const [first, ...rest] = group;
    const tasks: [Task, ...Task[]] = [first.task, ...rest.map(({ task }) => task)];
    try {
      const tuning = { tasks, resolution: first, choices, patch, scope };
      const tuned = await tuneProfile(ctx, tx, tuning);
      if (!tuned) continue;
      for (const task of tasks) {
        const reason = await modelFault(ctx, tx, task, { tuned, resolution: first });
        if (reason) plan.reasons.set(task.key, [reason]);
        else plan.choices.set(task.key, tuned.id);
      }
      plan.tuned.push(tuned);
    } catch (error) {
      const reasons = reasonsOf(error, selection.isDryRun);
      for (const task of tasks) plan.reasons.set(task.key, reasons);
    }
  }
  return plan;
}

async function planOf(ctx: Context, tx: Transaction, selection: Selection): Promise<Plan> {
  const { assign, profile } = selection.input;
  if (profile !== undefined) return planTuning(ctx, tx, selection);
  if (assign !== undefined) return planAssign(ctx, tx, selection, assign);
  return planReset(selection);
}

/** @throws 422 with a fault at each task that does not fit */
function assertFit({ tasks }: TasksInput, { reasons }: Plan): void {
  const faults = tasks.flatMap((key, index) => {
    const found = reasons.get(key) ?? [];
    const path = `tasks.${index}`;
    return found.map(({ code, message }) => ({
      path,
      code,
      message: `${path} (${key}): ${message}`,
    }));
  });
  if (faults.length > 0) throw invalid(faults);
}

function sideOf(resolution: TaskResolution): TaskChangeRow["from"] {
  const { id, name, model_name } = subjectOf(resolution);
  return { profile: { id, name }, model: model_name, source: resolution.source };
}

/** What the change would newly warn of, such as a context beyond that of the other model. */
function newWarnings(before: TaskResolution, after: TaskResolution): TaskChangeRow["warnings"] {
  const known = new Set(before.warnings.map(({ message }) => message));
  return after.warnings.filter(({ message }) => !known.has(message));
}

function rowsOf({ before, isDryRun }: Selection, plan: Plan, after: readonly TaskResolution[]) {
  const created = plan.tuned.filter(({ from_revision }) => from_revision === null);
  const isNew = (id: string) => isDryRun && created.some((profile) => profile.id === id);
  const rows = before.map((resolution, index): TaskChangeRow => {
    const { key } = resolution.task;
    const reasons = plan.reasons.get(key) ?? [];
    const [from, next] = [sideOf(resolution), after[index]];
    const fits = reasons.length === 0;
    if (!fits || !next) {
      return { task: key, fits, changes: false, from, to: null, reasons, warnings: [] };
    }
    const to = sideOf(next);
    const id = to.profile.id ?? "";
    const changes = from.profile.id !== id || plan.tuned.some((profile) => profile.id === id);
    const shown = { ...to, profile: { ...to.profile, id: isNew(id) ? null : id } };
    const warnings = newWarnings(resolution, next);
    return { task: key, fits, changes, from, to: shown, reasons, warnings };
  });
  return [...rows.filter(({ fits }) => !fits), ...rows.filter(({ fits }) => fits)];
}

/** One event for all tasks: what each used before and after, and what changed in its profile. */
async function record(
  ctx: Context,
  tx: Transaction,
  { kind, tuned }: Plan,
  rows: readonly TaskChangeRow[],
): Promise<void> {
  const changed = rows.filter(({ changes }) => changes);
  const side = (which: "before" | "after") =>
    Object.fromEntries(
      changed.map(({ task, from, to }) => {
        const profile_id = which === "before" ? from.profile.id : to?.profile.id;
        const profile = tuned.find(({ id }) => id === to?.profile.id);
        return [task, profile ? { profile_id, ...profile.audit[which] } : profile_id];
      }),
    );
  const action = kind === "tune" ? "task.update" : "config.update";
  const target = kind === "tune" ? "tasks" : `user:${viewerOf(ctx.actor).id}`;
  await recordEvent(ctx, tx, { action, target, before: side("before"), after: side("after") });
}

async function change(
  ctx: Context,
  tx: Transaction,
  input: TasksInput,
  isDryRun: boolean,
): Promise<TaskChanges> {
  const viewer = viewerOf(ctx.actor);
  const keys = input.only ?? input.tasks;
  const tasks = TASKS.filter(({ key }) => keys.includes(key));
  const before = await resolveFor(ctx, viewer, tasks, tx);
  const selection = { input, tasks, before, isDryRun };
  const plan = await planOf(ctx, tx, selection);
  if (!isDryRun) assertFit(input, plan);
  const { kind, choices } = plan;
  const profiles = plan.tuned;
  const id = await changeAssignments(ctx, tx, { userId: viewer.id, kind, choices, profiles });
  const rows = rowsOf(selection, plan, await resolveFor(ctx, viewer, tasks, tx));
  if (id !== null) await record(ctx, tx, plan, rows);
  return { change: isDryRun ? null : id, data: rows };
}

/**
 * Changes, assigns or resets many tasks in one transaction: all of `only`, or all of `tasks`. A dry run
 * makes the changes of those that fit, and takes them back, so it says exactly what would happen.
 * @throws 401, 403, 409 `profile_shared`, `name_taken` or `quota_exceeded`, 422 with a fault at each task that does not fit
 */
export async function changeTasks(
  ctx: Context,
  given: unknown,
  isDryRun: boolean,
): Promise<TaskChanges> {
  requireUser(ctx.actor, "write");
  const input = parseOrThrow(tasksInput, given);
  const run = isDryRun ? withRollback : withTransaction;
  return run(ctx.db, (tx) => change(ctx, tx, input, isDryRun));
}
