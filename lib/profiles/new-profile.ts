import type { ModelTask, Task } from "@/lib/registry/types";
import { taskByType, TASKS } from "@/lib/registry/tasks";
import { accepts } from "@/lib/values/compatibility";
import { blankContent, contentOf, type ProfileContent } from "@/lib/values/content";

/** What an address asks a new profile to start with, as far as it was found. */
export interface Asked {
  task: Task | undefined;
  model: { id: string; task: ModelTask } | undefined;
  /** The profile to stand on. */
  base: (ProfileContent & { id: string }) | undefined;
  /** The profile to take all values of. */
  from: ProfileContent | undefined;
}

function firstTaskFor(model: Asked["model"]): Task | undefined {
  return model && TASKS.find((task) => accepts(task, model.task));
}

/**
 * What a new profile starts with. Where only a task is asked for, or nothing, it stands on the task's
 * default, so that it works at once; where a model is, on nothing, so that the model's own
 * recommendations hold.
 */
export function startContent({ task, model, base, from }: Asked): ProfileContent {
  const source = from ?? base;
  const chosen = task ?? (source && taskByType(source.type)) ?? firstTaskFor(model);
  const type = chosen?.type ?? 1;
  const fallback = taskByType(type);
  if (from) {
    const copy = { ...contentOf(from), name: copyName(from.name, 1), type };
    return { ...copy, model_name: model?.id ?? from.model_name };
  }
  const bare = fallback?.default_profile_id ?? null;
  const model_name = model?.id ?? base?.model_name ?? fallback?.default_model ?? "";
  return {
    ...blankContent(type, model_name),
    base_profile_id: base?.id ?? (model ? null : bare),
  };
}

/**
 * What else changes in a new profile when another task is chosen: what was only the old task's own
 * (its default to stand on, the default's model) becomes the new one's.
 */
export function withTask(
  { type, model_name, base_profile_id }: ProfileContent,
  next: Task,
): Partial<ProfileContent> {
  const before = taskByType(type);
  const isStandard = base_profile_id === before?.default_profile_id;
  return {
    type: next.type,
    ...(isStandard ? { base_profile_id: next.default_profile_id } : {}),
    ...(isStandard && model_name === before.default_model
      ? { model_name: next.default_model }
      : {}),
  };
}

const MAX_NAME = 120;

/**
 * What the nth copy of a profile is called: "Primary (Default)" gives "Primary (copy)" and then
 * "Primary (copy 2)"; `n` 0 is the name without either.
 */
export function copyName(name: string, n: number): string {
  const stem = name.replace(/ \((default|copy( \d+)?)\)$/i, "");
  const ending = n === 0 ? "" : n === 1 ? " (copy)" : ` (copy ${n})`;
  return firstOf(stem, MAX_NAME - ending.length).trimEnd() + ending;
}

/** At most the first `length` characters, without half of a surrogate pair at the end. */
export function firstOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
