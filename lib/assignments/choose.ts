import type { Warning } from "@/lib/profiles/layers";
import type { ModelTask, Task } from "@/lib/registry/types";

export type Source = "user" | "system" | "fallback";

/** As much of a profile as a choice goes by. */
export interface Choosable {
  name: string;
  model_name: string;
}

/** As much of a model as a choice goes by: its line in the catalog is enough. */
export interface Typed {
  id: string;
  task: ModelTask;
}

/** Why a profile cannot do a task, or nothing. `model` is the profile's own, if there is one. */
export function obstacleOf(
  task: Task,
  profile: Choosable,
  model: Typed | undefined,
): Warning | undefined {
  if (!model) {
    const message = `${profile.model_name} is not in the catalog`;
    return { code: "model_unavailable", message };
  }
  if (!task.accepts_model_tasks.includes(model.task)) {
    const takes = `${task.label} takes ${task.accepts_model_tasks.join(", ")}`;
    const article = /^[AEIOU]/.test(model.task) ? "an" : "a";
    return {
      code: "incompatible_model",
      message: `${model.id} is ${article} ${model.task} model; ${takes}`,
    };
  }
  return undefined;
}

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
