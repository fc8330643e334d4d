import { TASKS, taskByType } from "@/lib/registry/tasks";
import type { ModelTask, Task } from "@/lib/registry/types";
import { firstOf } from "@/lib/registry/words";
import { accepts } from "@/lib/values/compatibility";
import { blankContent, contentOf, type ProfileContent } from "@/lib/values/content";

const MAX_NAME = 120;

/**
 * The name of the nth copy: "Primary (Default)" gives "Primary (copy)", then "Primary (copy 2)";
 * with 0, the name without either suffix.
 */
export function copyName(name: string, n: number): string {
  const stem = name.replace(/ \((default|copy( \d+)?)\)$/i, "");
  const suffix = n === 0 ? "" : n === 1 ? " (copy)" : ` (copy ${n})`;
  return firstOf(stem, MAX_NAME - suffix.length).trimEnd() + suffix;
}

/** What the URL asks a new profile to start with; empty strings for nothing. */
export interface RequestedStart {
  /** A task's key. */
  task: string;
  /** Ids of a model, of the base, and of the profile to copy. */
  model: string;
  base: string;
  from: string;
}

/** Separates the drafts of new profiles that start differently. */
export function placeOf({ task, model, base, from }: RequestedStart): string {
  return `new ${[task, model, base, from].join(" ")}`.trim();
}

/** What a new profile should start with; undefined for what is not given or not found. */
export interface StartOptions {
  task: Task | undefined;
  model: { id: string; task: ModelTask } | undefined;
  /** The profile to inherit from. */
  base: (ProfileContent & { id: string }) | undefined;
  /** The profile to copy. */
  from: ProfileContent | undefined;
}

function firstTaskFor(model: StartOptions["model"]): Task | undefined {
  return model && TASKS.find((task) => accepts(task, model.task));
}

/**
 * The content of a new profile. With only a task, or nothing, it is based on the task's default so
 * that it works at once; with a model, it has no base, so that the model's recommendations apply.
 */
export function startContent({ task, model, base, from }: StartOptions): ProfileContent {
  const source = from ?? base;
  const chosen = task ?? (source && taskByType(source.type)) ?? firstTaskFor(model);
  const type = chosen?.type ?? 1;
  const fallback = taskByType(type);
  if (from) {
    const copy = { ...contentOf(from), name: copyName(from.name, 1), type };
    return { ...copy, model_name: model?.id ?? from.model_name };
  }
  const defaultBase = fallback?.default_profile_id ?? null;
  const model_name = model?.id ?? base?.model_name ?? fallback?.default_model ?? "";
  return {
    ...blankContent(type, model_name),
    base_profile_id: base?.id ?? (model ? null : defaultBase),
  };
}

/**
 * The changes to a new profile when its task changes: the old task's default and that default's
 * model are replaced by the new task's, unless the user chose others.
 */
export function withTask(
  { type, model_name, base_profile_id }: ProfileContent,
  next: Task,
): Partial<ProfileContent> {
  const before = taskByType(type);
  const isDefaultBase = base_profile_id === before?.default_profile_id;
  return {
    type: next.type,
    ...(isDefaultBase ? { base_profile_id: next.default_profile_id } : {}),
    ...(isDefaultBase && model_name === before.default_model
      ? { model_name: next.default_model }
      : {}),
  };
}
