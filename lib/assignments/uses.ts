import { TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import type { Config } from "./schema";

/** The tasks that a profile does for the person, in type order. */
export function tasksOf(config: Config | undefined, profileId: string): Task[] {
  return TASKS.filter((task) => config?.model_profiles[task.config_field] === profileId);
}
