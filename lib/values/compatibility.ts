import type { ModelTask, Task } from "@/lib/registry/types";
import type { Warning } from "./layers";

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

/** Whether a task accepts models for `modelTask`. */
export function accepts(task: Task, modelTask: ModelTask): boolean {
  return task.accepts_model_tasks.includes(modelTask);
}

export type Incompatibility = "model_unavailable" | "incompatible_model";

/** Why a model cannot do a task, if it cannot; undefined stands for a model that the catalog lacks. */
export function incompatibility(
  task: Task,
  model: Pick<Typed, "task"> | undefined,
): Incompatibility | undefined {
  if (!model) return "model_unavailable";
  return accepts(task, model.task) ? undefined : "incompatible_model";
}

/** The same in words, for a profile with `model`; undefined where it can do the task. */
export function obstacleOf(
  task: Task,
  profile: Choosable,
  model: Typed | undefined,
): Warning | undefined {
  const code = incompatibility(task, model);
  if (!code) return undefined;
  if (!model) return { code, message: `${profile.model_name} is not in the catalog` };
  const takes = `${task.label} takes ${task.accepts_model_tasks.join(", ")}`;
  const article = /^[AEIOU]/.test(model.task) ? "an" : "a";
  return { code, message: `${model.id} is ${article} ${model.task} model; ${takes}` };
}
