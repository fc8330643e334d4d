import type { TaskKey } from "@/lib/registry/tasks";
import { CHAT } from "./default-prompts/chat";
import { IMAGES } from "./default-prompts/images";
import { REFINEMENT } from "./default-prompts/refinement";
import { RESEARCH } from "./default-prompts/research";
import { RETRIEVAL } from "./default-prompts/retrieval";
import { SUMMARIES } from "./default-prompts/summaries";
import type { DefaultProfile } from "./default-prompts/types";

/** Names, descriptions and prompts of the 19 system defaults, for the seed. */
export const DEFAULT_PROFILES: Readonly<Record<TaskKey, DefaultProfile>> = {
  ...CHAT,
  ...SUMMARIES,
  ...REFINEMENT,
  ...RETRIEVAL,
  ...RESEARCH,
  ...IMAGES,
};
