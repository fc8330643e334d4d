import { inherit, type Inherited, type Link, type Warning } from "@/lib/profiles/inherit";
import type { ModelEntry } from "@/lib/models/schema";
import type { Task } from "@/lib/registry/types";

export type Source = "user" | "system" | "fallback";

export interface Resolution<L extends Link> extends Inherited {
  source: Source;
  profile: L;
  model: ModelEntry | undefined;
}

/** What a resolution starts from, all of it already read. */
export interface Candidates<L extends Link> {
  task: Task;
  /** The caller's own choice and its bases, nearest first; empty where there is none. */
  assigned: readonly L[];
  /** The task's default and its bases, never empty. */
  fallback: readonly [L, ...L[]];
  findModel: (id: string) => ModelEntry | undefined;
}

/** Why an assigned profile cannot be used for the task, or nothing. */
function obstacle(task: Task, profile: Link, model: ModelEntry | undefined): Warning | undefined {
  const instead = `The default of ${task.label} is used instead.`;
  if (!model) {
    const message = `The model ${profile.model_name} of "${profile.name}" is not in the catalog. ${instead}`;
    return { code: "model_unavailable", message };
  }
  if (!task.accepts_model_tasks.includes(model.task)) {
    const message = `${model.id} of "${profile.name}" is a ${model.task} model; ${task.label} takes ${task.accepts_model_tasks.join(", ")}. ${instead}`;
    return { code: "incompatible_model", message };
  }
  return undefined;
}

/**
 * The profile in force for a task: the caller's own assignment, else the task's default. Where the
 * assigned profile cannot run, the default stands in and a warning says so. One function answers
 * the API, the pages and the matrix.
 */
export function resolve<L extends Link>(candidates: Candidates<L>): Resolution<L> {
  const { task, assigned, fallback, findModel } = candidates;
  const [own] = assigned;
  const ownModel = own && findModel(own.model_name);
  const problem = own && obstacle(task, own, ownModel);
  const source: Source = !own ? "system" : problem ? "fallback" : "user";
  const chain = source === "user" ? assigned : fallback;
  const profile = source === "user" && own ? own : fallback[0];
  const model = findModel(profile.model_name);
  const inherited = inherit(chain, model, task.kind);
  const warnings = problem ? [problem, ...inherited.warnings] : inherited.warnings;
  if (!model) {
    const message = `The model ${profile.model_name} of "${profile.name}" is not in the catalog, and there is no other default.`;
    warnings.unshift({ code: "model_unavailable", message });
  }
  return { ...inherited, warnings, source, profile, model };
}
