import type { Warning } from "@/lib/values/layers";
import type { Task } from "@/lib/registry/types";
import { type Choosable, obstacleOf, type Typed } from "@/lib/values/compatibility";

export type Source = "user" | "system" | "fallback";

/** The obstacle as a warning about the default that stands in. */
function standIn(task: Task, profile: Choosable, { code, message }: Warning): Warning {
  const instead = `The default of ${task.label} is used instead.`;
  return { code, message: `“${profile.name}” cannot be used: ${message}. ${instead}` };
}

export interface Choice<P extends Choosable, M extends Typed> {
  task: Task;
  /** The person's own choice, if there is one. */
  own: P | undefined;
  /** The task's default. */
  fallback: P;
  findModel: (id: string) => M | undefined;
}

export interface Chosen<P, M> {
  source: Source;
  profile: P;
  model: M | undefined;
  warnings: Warning[];
}

/**
 * The profile in force for a task: the person's own choice, else the task's default. Where the
 * chosen profile cannot run, the default stands in and a warning says so.
 */
export function choose<P extends Choosable, M extends Typed>(choice: Choice<P, M>): Chosen<P, M> {
  const { task, own, fallback, findModel } = choice;
  const obstacle = own && obstacleOf(task, own, findModel(own.model_name));
  const source: Source = !own ? "system" : obstacle ? "fallback" : "user";
  const profile = source === "user" && own ? own : fallback;
  const model = findModel(profile.model_name);
  const warnings = own && obstacle ? [standIn(task, own, obstacle)] : [];
  if (!model) {
    const message = `The model ${profile.model_name} of “${profile.name}” is not in the catalog, and there is no other default.`;
    warnings.unshift({ code: "model_unavailable", message });
  }
  return { source, profile, model, warnings };
}
