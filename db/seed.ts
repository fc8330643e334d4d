import type { ProfileContent } from "@/lib/values/content";
import { DEFAULT_PARAMETERS } from "@/lib/registry/task-defaults";
import { TASKS, type TaskKey } from "@/lib/registry/tasks";
import { DEFAULT_PROFILES } from "./default-prompts";

/** A default profile as it ships. */
export interface DefaultProfile {
  id: string;
  content: ProfileContent;
}

/** The 19 defaults as they ship, in type order. */
export const DEFAULTS: readonly DefaultProfile[] = TASKS.map((task) => ({
  id: task.default_profile_id,
  content: {
    ...DEFAULT_PROFILES[task.key as TaskKey],
    type: task.type,
    model_name: task.default_model,
    model_version: null,
    base_profile_id: null,
    parameters: DEFAULT_PARAMETERS[task.key as TaskKey],
    circuit_breaker: null,
    gpu_config: null,
    image_settings: null,
  },
}));
