import type { ProfileContent } from "@/lib/values/content";
import { DEFAULT_PARAMETERS } from "@/lib/registry/task-defaults";
import { type TaskKey, TASKS } from "@/lib/registry/tasks";
import { CHAT } from "./default-prompts/chat";
import { IMAGES } from "./default-prompts/images";
import { REFINEMENT } from "./default-prompts/refinement";
import { RESEARCH } from "./default-prompts/research";
import { RETRIEVAL } from "./default-prompts/retrieval";
import { SUMMARIES } from "./default-prompts/summaries";

/** The texts of a default profile. */
export type DefaultTexts = Pick<ProfileContent, "name" | "description" | "system_prompt">;

const TEXTS: Readonly<Record<TaskKey, DefaultTexts>> = {
  ...CHAT,
  ...SUMMARIES,
  ...REFINEMENT,
  ...RETRIEVAL,
  ...RESEARCH,
  ...IMAGES,
};

/** The factory content of a default profile. */
interface DefaultProfile {
  id: string;
  content: ProfileContent;
}

/** The factory content of the 19 defaults, in type order. */
export const DEFAULTS: readonly DefaultProfile[] = TASKS.map((task) => ({
  id: task.default_profile_id,
  content: {
    ...TEXTS[task.key],
    type: task.type,
    model_name: task.default_model,
    model_version: null,
    base_profile_id: null,
    parameters: DEFAULT_PARAMETERS[task.key],
    circuit_breaker: null,
    gpu_config: null,
    image_settings: null,
  },
}));

/** The factory content of a default. @throws an Error if the id is not that of a default */
export function shippedContent(id: string): ProfileContent {
  const shipped = DEFAULTS.find((row) => row.id === id);
  if (!shipped) throw new Error(`${id} is not the id of a default profile`);
  return shipped.content;
}
