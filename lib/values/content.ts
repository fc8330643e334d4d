import type { Values } from "@/lib/registry/types";

/** Characters of a model's id. */
export const MAX_MODEL_NAME = 300;
/** How many bases a profile may stand on. */
export const MAX_BASES = 5;

/** What its owner decides about a profile; revisions keep exactly this. */
export interface ProfileContent {
  name: string;
  description: string;
  type: number;
  model_name: string;
  model_version: string | null;
  base_profile_id: string | null;
  parameters: Values;
  system_prompt: string;
  circuit_breaker: Values | null;
  gpu_config: Values | null;
  image_settings: Values | null;
}

export const CONTENT_FIELDS = [
  "name",
  "description",
  "type",
  "model_name",
  "model_version",
  "base_profile_id",
  "parameters",
  "system_prompt",
  "circuit_breaker",
  "gpu_config",
  "image_settings",
] as const satisfies readonly (keyof ProfileContent)[];

/** The content alone, in the order of the fields. */
export function contentOf(source: ProfileContent): ProfileContent {
  return Object.fromEntries(
    CONTENT_FIELDS.map((field) => [field, source[field]]),
  ) as unknown as ProfileContent;
}

/** A profile of nothing but its task and model: all else is not set. */
export function blankContent(type: number, model_name: string): ProfileContent {
  return {
    name: "",
    description: "",
    type,
    model_name,
    model_version: null,
    base_profile_id: null,
    parameters: {},
    system_prompt: "",
    circuit_breaker: null,
    gpu_config: null,
    image_settings: null,
  };
}

/** A name folded for comparison: `Ärger` and `ärger` are one. */
export function nameKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
