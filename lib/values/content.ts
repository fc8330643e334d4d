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

/** A field of a profile's content. */
interface ContentField<T> {
  /** What it is called; a section's fields have labels in the registry. */
  label?: string;
  /** What a profile that does not set it has. */
  blank: T;
  /** What people read where it is blank: `none`, if not said here. */
  nothing?: string;
}

/** Every field of the content, in the order in which people see them. */
export const CONTENT = {
  name: { label: "Name", blank: "" },
  description: { label: "Description", blank: "", nothing: "empty" },
  type: { label: "Task", blank: 1 },
  model_name: { label: "Model", blank: "" },
  model_version: { label: "Model version", blank: null },
  base_profile_id: { label: "Based on", blank: null, nothing: "no other profile" },
  parameters: { blank: {} },
  system_prompt: { label: "System prompt", blank: "", nothing: "empty" },
  circuit_breaker: { blank: null },
  gpu_config: { blank: null },
  image_settings: { blank: null },
} as const satisfies { [F in keyof ProfileContent]: ContentField<ProfileContent[F]> };

export const CONTENT_FIELDS = Object.keys(CONTENT) as (keyof ProfileContent)[];

/** A field of the content by its path; undefined where it is another. */
export function contentField(path: string): ContentField<unknown> | undefined {
  return Object.hasOwn(CONTENT, path) ? CONTENT[path as keyof ProfileContent] : undefined;
}

/** The content alone, in the order of the fields. */
export function contentOf(source: ProfileContent): ProfileContent {
  return Object.fromEntries(
    CONTENT_FIELDS.map((field) => [field, source[field]]),
  ) as unknown as ProfileContent;
}

const BLANK = Object.fromEntries(
  CONTENT_FIELDS.map((field) => [field, CONTENT[field].blank]),
) as unknown as ProfileContent;

/** A profile of nothing but its task and model: all else is not set. */
export function blankContent(type: number, model_name: string): ProfileContent {
  return { ...BLANK, parameters: {}, type, model_name };
}

/** A name folded for comparison: `Ärger` and `ärger` are one. */
export function nameKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
