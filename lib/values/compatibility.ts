import type { ModelTask, Task } from "@/lib/registry/types";
import { modelTasksText } from "@/lib/registry/words";
import type { Warning } from "./layers";

/** The part of a profile that decides whether a task can use it. */
export interface Choosable {
  name: string;
  model_name: string;
}

/** The part of a model that decides whether a task can use it. */
export interface Typed {
  id: string;
  task: ModelTask;
}

/** True if the task accepts models for `modelTask`. */
export function accepts(task: Task, modelTask: ModelTask): boolean {
  return task.accepts_model_tasks.includes(modelTask);
}

export type Incompatibility = "model_unavailable" | "incompatible_model";

/** Why a task cannot use a model; the model is undefined if it is not in the catalog. */
export function incompatibility(
  task: Task,
  model: Pick<Typed, "task"> | undefined,
): Incompatibility | undefined {
  if (!model) return "model_unavailable";
  return accepts(task, model.task) ? undefined : "incompatible_model";
}

/** The same as a message, for a profile with `model`; undefined if the task can use it. */
export function obstacleOf(
  task: Task,
  profile: Choosable,
  model: Typed | undefined,
): Warning | undefined {
  const code = incompatibility(task, model);
  if (!code) return undefined;
  if (!model) return { code, message: `${profile.model_name} is not in the catalog` };
  const takes = `${task.label} takes ${modelTasksText(task.accepts_model_tasks)}`;
  return { code, message: `${model.id} is for ${modelTasksText([model.task])}; ${takes}` };
}
