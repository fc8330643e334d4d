import { unitOf, valueText } from "@/lib/values/summary";
import { fieldAt, weightOf } from "@/lib/registry/fields";
import { findTask } from "@/lib/registry/tasks";
import { type Field, isValue } from "@/lib/registry/types";
import type { Bound, Limit } from "@/lib/values/limits";

type Ends = Pick<Bound, "min" | "max" | "fixed">;

function endsText(field: Field, { min, max }: Ends): string {
  const end = (value: number | undefined) => (value === undefined ? "" : valueText(field, value));
  const unit = unitOf(field, max ?? min ?? 0);
  const ends =
    min === undefined
      ? `at most ${end(max)}`
      : max === undefined
        ? `at least ${end(min)}`
        : `from ${end(min)} to ${end(max)}`;
  return unit ? `${ends} ${unit}` : ends;
}

/** A limit in words: "at most 65,536 tokens", "fixed to no". */
export function boundText(path: string, bound: Ends): string {
  const field = fieldAt(path);
  if (!field) return "";
  const { fixed } = bound;
  if (fixed === undefined) return endsText(field, bound);
  const words = `fixed to ${valueText(field, fixed)}`;
  const unit = unitOf(field, fixed);
  return unit ? `${words} ${unit}` : words;
}

/** A limit as the audit recorded it, in words; empty for one that it did not record whole. */
export function recordedText(recorded: Readonly<Record<string, unknown>> | null): string {
  const { path, min, max, fixed } = recorded ?? {};
  const numberIn = (value: unknown) => (typeof value === "number" ? value : undefined);
  const ends = { min: numberIn(min), max: numberIn(max) };
  if (fixed !== undefined) return boundText(String(path), { fixed: isValue(fixed) ? fixed : null });
  return ends.min === undefined && ends.max === undefined ? "" : boundText(String(path), ends);
}

/** A limit for the person who sets the value: "Ada allows at most 65,536 tokens here." */
export function limitText({ path, min, max, fixed, bounds }: Limit): string {
  const names = [...new Set(bounds.map((bound) => bound.set_by_name))];
  const ends = {
    min: min === -Infinity ? undefined : min,
    max: max === Infinity ? undefined : max,
  };
  const verb = names.length > 1 ? "allow" : "allows";
  const words = boundText(path, { ...ends, fixed });
  const rule = fixed === undefined ? `${verb} ${words} here` : words.replace("fixed", "fixed it");
  return `${names.join(" and ")} ${rule}.`;
}

/** The label of a field. */
export function fieldLabel(path: string): string {
  return fieldAt(path)?.label ?? path;
}

/** "all tasks", or the task's name. */
export function reachText(task: Bound["task"]): string {
  return task === null ? "all tasks" : (findTask(task)?.label ?? task);
}

/** Values with a special meaning that lie within the limit: "-1 (no limit)". */
export function wordsWithin(field: Field, { min, max }: Ends): string[] {
  if (!("special" in field) || !field.special) return [];
  return Object.keys(field.special)
    .map(Number)
    .filter((value) => {
      const weight = weightOf(field, value);
      return weight >= (min ?? -Infinity) && weight <= (max ?? Infinity);
    })
    .map((value) => valueText(field, value));
}
