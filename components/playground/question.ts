import { callFor, type GatewayCall, type PathValues, withValues } from "@/lib/playground/requests";
import type { Input } from "@/lib/playground/schema";
import type { Profile } from "@/lib/profiles/schema";
import type { Task, Value } from "@/lib/registry/types";
import { contentOf, type ProfileContent } from "@/lib/values/content";
import type { Effective } from "@/lib/values/inherit";
import { unitOf, valueText } from "@/lib/values/summary";
import { listText } from "@/lib/registry/words";
import { comparedFields, valueAt } from "./compared-fields";

/** The name of the values in the form, where a column can start from a profile instead. */
export const CURRENT_SETTINGS = "Current settings";

/** A column that is compared with the draft: another profile, another model, other values. */
export interface Variant {
  id: string;
  /** The profile that it starts from; null for the draft. */
  profile: Profile | null;
  values: PathValues;
}

/** The edited profile, unsaved changes included. */
export interface Draft {
  content: ProfileContent;
  /** True if `content` differs from what is saved. */
  isChanged: boolean;
  /** What the content sends, with what it inherits. */
  effective: Effective;
  /** Path of a value of `effective` → `model` if the model recommends it; unknown without. */
  provenance?: Readonly<Record<string, string>>;
  /** The saved profile that `content` changes; null if a save would create one. */
  profile: Profile | null;
}

/** What a column asks and what it is made of. An answer keeps its question, whatever changes later. */
export interface Question {
  call: GatewayCall;
  /** The same with all values, so that its preview does not follow what is saved later. */
  preview: GatewayCall;
  input: Input;
  /** The profile's name. */
  title: string;
  model: string;
  /** The system prompt, as far as it is known: what another profile inherits is not. */
  prompt: string;
  /** "Temperature 0.1", of the fields that columns offer. */
  values: readonly string[];
  /** The column's own changes of the draft. */
  changes: PathValues;
}

/** What the column of the edited profile is called. */
export function draftTitle({ isChanged, profile }: Draft): string {
  return isChanged ? "Your changes" : (profile?.name ?? "Default");
}

/** A value that a column sends, as far as it is known: what another model recommends is not. */
function sentValue(draft: Draft, variant: Variant | undefined, path: string): Value | undefined {
  const { profile = null, values = {} } = variant ?? {};
  const isOfModel = draft.provenance?.[path] === "model" || draft.provenance === undefined;
  const isLost = values.model_name !== undefined && isOfModel;
  return values[path] ?? valueAt(profile ?? (isLost ? draft.content : draft.effective), path);
}

function valueTexts(task: Task, valueOf: (path: string) => Value | undefined): string[] {
  return comparedFields(task.kind).flatMap(({ path, field }) => {
    const value = valueOf(path);
    if (value === undefined) return [];
    const unit = unitOf(field, value);
    return [`${field.label} ${valueText(field, value)}${unit ? ` ${unit}` : ""}`];
  });
}

/** The title of an answer, with what its column changed: `Current settings with Temperature 0.1`. */
export function answerTitle(task: Task, { title, changes }: Pick<Question, "title" | "changes">) {
  const model = changes.model_name === undefined ? [] : [String(changes.model_name)];
  const changed = [...model, ...valueTexts(task, (path) => changes[path])];
  return changed.length === 0 ? title : `${title} with ${listText(changed)}`;
}

/** The question of a column; without a variant, that of the edited profile. */
export function questionOf(task: Task, draft: Draft, input: Input, variant?: Variant): Question {
  const { isChanged, profile } = draft;
  const start = variant?.profile ? contentOf(variant.profile) : draft.content;
  const content = variant ? withValues(start, variant.values) : start;
  const target = { task, draft: content, profileId: (variant?.profile ?? profile)?.id ?? null };
  const preview = callFor(target, input);
  // The saved profile itself answers while nothing is changed.
  const isSaved = !variant && !isChanged;
  return {
    call: isSaved ? callFor({ ...target, draft: null }, input) : preview,
    preview,
    input,
    title: variant ? (variant.profile?.name ?? CURRENT_SETTINGS) : draftTitle(draft),
    model: content.model_name,
    prompt: variant?.profile
      ? (variant.profile.system_prompt ?? "")
      : draft.effective.system_prompt,
    values: valueTexts(task, (path) => sentValue(draft, variant, path)),
    changes: variant?.profile === null ? variant.values : {},
  };
}
