import { fieldAt, isNumeric, takesField } from "@/lib/registry/fields";
import { findTask } from "@/lib/registry/tasks";
import type { Field, Value } from "@/lib/registry/types";
import { firstValue } from "@/lib/values/choices";
import type { Bound } from "@/lib/values/limits";

/** The form's values. Numbers are text until one is typed. */
export interface BoundValues {
  path: string;
  /** A task's key; empty for all tasks. */
  task: string;
  kind: "range" | "fixed";
  min: number | string;
  max: number | string;
  fixed: Value | undefined;
}

const EMPTY: BoundValues = {
  path: "",
  task: "",
  kind: "range",
  min: "",
  max: "",
  fixed: undefined,
};

/** The form's initial values. */
export function valuesOf(bound: Bound | null): BoundValues {
  if (!bound) return EMPTY;
  const { path, task, min = "", max = "", fixed } = bound;
  const kind = fixed === undefined ? "range" : "fixed";
  const value = fixed === undefined ? firstFixed(path) : fixed;
  return { path, task: task ?? "", kind, min, max, fixed: value };
}

/** The upper end of a number field's slider; 0 for other fields. */
export function endOf(field: Field): number {
  return "max" in field ? field.max : 0;
}

function firstFixed(path: string): Value | undefined {
  const field = fieldAt(path);
  return field && firstValue(field, null, endOf(field));
}

/** The form's values for another field. The task is kept if it supports that field. */
export function valuesFor(path: string, before: BoundValues): BoundValues {
  const kept = findTask(before.task);
  const task = kept && takesField(kept.kind, path) ? kept.key : "";
  const field = fieldAt(path);
  const kind = field && isNumeric(field) ? "range" : "fixed";
  return { ...EMPTY, path, task, kind, fixed: firstFixed(path) };
}
