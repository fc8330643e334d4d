import type { Bound } from "@/lib/values/limits";
import { firstValue } from "@/lib/values/choices";
import { fieldAt, isNumeric, takesField } from "@/lib/registry/fields";
import { findTask } from "@/lib/registry/tasks";
import type { Field, Value } from "@/lib/registry/types";

/** What the form of a bound holds: numbers are text where none was typed yet. */
export interface BoundValues {
  path: string;
  /** A task's key; empty: every task. */
  task: string;
  kind: "range" | "fixed";
  min: number | string;
  max: number | string;
  fixed: Value | undefined;
}

const NOTHING: BoundValues = {
  path: "",
  task: "",
  kind: "range",
  min: "",
  max: "",
  fixed: undefined,
};

/** What the form starts with. */
export function valuesOf(bound: Bound | null): BoundValues {
  if (!bound) return NOTHING;
  const { path, task, min = "", max = "", fixed } = bound;
  const kind = fixed === undefined ? "range" : "fixed";
  const value = fixed === undefined ? firstFixed(path) : fixed;
  return { path, task: task ?? "", kind, min, max, fixed: value };
}

/** Where a field's values end; nothing for one that has no numbers. */
export function endOf(field: Field): number {
  return "max" in field ? field.max : 0;
}

function firstFixed(path: string): Value | undefined {
  const field = fieldAt(path);
  return field && firstValue(field, null, endOf(field));
}

/** The form when another field is chosen: what was typed was about the one before. */
export function valuesFor(path: string, before: BoundValues): BoundValues {
  const kept = findTask(before.task);
  const task = kept && takesField(kept.kind, path) ? kept.key : "";
  const field = fieldAt(path);
  const kind = field && isNumeric(field) ? "range" : "fixed";
  return { ...NOTHING, path, task, kind, fixed: firstFixed(path) };
}

/** What the form holds as what would be sent, not checked yet. */
export function draftOf({ path, task, kind, min, max, fixed }: BoundValues) {
  const place = { path, task: task === "" ? null : task };
  // Nothing chosen is told at the value, not as a bound without ends.
  if (kind === "fixed") return { ...place, fixed: fixed === undefined ? "" : fixed };
  return { ...place, ...(min === "" ? {} : { min }), ...(max === "" ? {} : { max }) };
}
