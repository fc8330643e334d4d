import { keysOf } from "@/lib/objects";
import type { Values } from "@/lib/registry/types";

/** Characters of a model's id. */
export const MAX_MODEL_NAME = 300;
/** How many bases a profile may have, one below the other. */
export const MAX_BASES = 5;

/** What the owner of a profile sets; a revision stores exactly this. */
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

/** A profile that sets nothing; its keys are all fields of the content, in the order people see them. */
export const BLANK_CONTENT: ProfileContent = {
  name: "",
  description: "",
  type: 1,
  model_name: "",
  model_version: null,
  base_profile_id: null,
  parameters: {},
  system_prompt: "",
  circuit_breaker: null,
  gpu_config: null,
  image_settings: null,
};

export const CONTENT_FIELDS = keysOf(BLANK_CONTENT);

/** The text for a field of the content and for its absence; the registry has those of sections. */
interface FieldText {
  label: string;
  /** `none` if not given. */
  absent?: string;
}

const TEXTS: Readonly<Partial<Record<string, FieldText>>> = {
  name: { label: "Name" },
  description: { label: "Description", absent: "empty" },
  type: { label: "Task" },
  model_name: { label: "Model" },
  model_version: { label: "Model version" },
  base_profile_id: { label: "Based on", absent: "none" },
  system_prompt: { label: "System prompt", absent: "empty" },
} satisfies Partial<Record<keyof ProfileContent, FieldText>>;

/** The texts for a field of the content; undefined for a section and for any other path. */
export function contentText(path: string): FieldText | undefined {
  return TEXTS[path];
}

function copyField<F extends keyof ProfileContent>(
  to: ProfileContent,
  from: ProfileContent,
  field: F,
): void {
  to[field] = from[field];
}

/** The content alone, in the order of the fields. */
export function contentOf(source: ProfileContent): ProfileContent {
  const content = { ...BLANK_CONTENT };
  for (const field of CONTENT_FIELDS) copyField(content, source, field);
  return content;
}

/** A profile that sets only its task and model. */
export function blankContent(type: number, model_name: string): ProfileContent {
  return { ...BLANK_CONTENT, parameters: {}, type, model_name };
}

/** A name in the form that is compared: `Ärger` and `ärger` are the same name. */
export function nameKey(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
