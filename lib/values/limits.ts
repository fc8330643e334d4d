import type { Fault } from "@/lib/errors";
import { objectAt } from "@/lib/objects";
import { fieldAt, weightOf } from "@/lib/registry/fields";
import { findTask, type TaskKey, taskByType } from "@/lib/registry/tasks";
import { type Field, isValue, type Value } from "@/lib/registry/types";
import { enteredText } from "@/lib/registry/messages";
import { numberText } from "@/lib/registry/words";
import { same } from "./changes";
import { fieldFault, pathLabel } from "./describe";
import type { Found, Warning } from "./layers";

/** A limit that an admin has set; `task` null is for all tasks. */
export interface Bound {
  id: string;
  path: string;
  task: TaskKey | null;
  min?: number | undefined;
  max?: number | undefined;
  fixed?: Value | undefined;
  set_by_name: string;
  updated_at: string;
}

/** All bounds on one field that apply to a task, combined. */
export interface Limit {
  path: string;
  min: number;
  max: number;
  fixed: Value | undefined;
  bounds: readonly Bound[];
}

function limitOf(path: string, bounds: readonly Bound[]): Limit {
  return {
    path,
    min: Math.max(...bounds.map((bound) => bound.min ?? -Infinity)),
    max: Math.min(...bounds.map((bound) => bound.max ?? Infinity)),
    fixed: bounds.find((bound) => bound.fixed !== undefined)?.fixed,
    bounds,
  };
}

/** The limits that apply to a task, one per field. */
export function limitsFor(bounds: readonly Bound[], task: string | undefined): Limit[] {
  const holding = bounds.filter((bound) => bound.task === null || bound.task === task);
  const paths = new Set(holding.map((bound) => bound.path));
  return [...paths].map((path) =>
    limitOf(
      path,
      holding.filter((bound) => bound.path === path),
    ),
  );
}

/** The allowed value nearest to `value`; `value` itself if it is allowed. */
export function clamped(value: Value, { path, min, max, fixed }: Limit): Value {
  if (fixed !== undefined) return same(value, fixed) ? value : fixed;
  if (typeof value !== "number") return value;
  const weight = weightOf(fieldAt(path), value);
  if (weight > max) return max;
  return weight < min ? min : value;
}

/** The value that is sent instead of one that the limit does not allow; undefined if it is allowed. */
export function heldTo(value: Value, limit: Limit): Value | undefined {
  const held = clamped(value, limit);
  return same(value, held) ? undefined : held;
}

function isBroken(value: Value, limit: Limit): boolean {
  return heldTo(value, limit) !== undefined;
}

function allowedText({ path, min, max, fixed }: Bound): string {
  const field = fieldAt(path);
  if (fixed !== undefined) return enteredText(field, fixed);
  const from = min === undefined ? undefined : numberText(field, min);
  const to = max === undefined ? undefined : numberText(field, max);
  if (from === undefined) return `at most ${to}`;
  return to === undefined ? `at least ${from}` : `from ${from} to ${to}`;
}

function scopeText({ task }: Bound): string {
  return task === null ? "for all tasks" : `for ${findTask(task)?.label ?? task}`;
}

/** The limit that a value exceeds: "must be at most 65,536 for all tasks (limit set by Ada)". */
function requirement(value: Value, limit: Limit): string {
  const breaking = limit.bounds.find((bound) => isBroken(value, limitOf(limit.path, [bound])));
  if (!breaking) return "is outside of the limits";
  const allowed = allowedText(breaking);
  return `must be ${allowed} ${scopeText(breaking)} (limit set by ${breaking.set_by_name})`;
}

/** The field with the range that the limit leaves, so that its control offers only allowed values. */
export function within<T extends Field>(field: T, limit: Limit | undefined): T {
  if (!limit || !("min" in field)) return field;
  const { min, max } = field;
  const endless = "endless" in field ? field.endless : undefined;
  const top = Math.min(max, limit.max);
  if (endless === undefined) return { ...field, min: Math.max(min, limit.min), max: top };
  // The value for "no limit" is below the other numbers; it is allowed if there is no maximum.
  const lowest = limit.max === Infinity ? min : Math.max(endless + 1, limit.min);
  return { ...field, min: lowest, max: top };
}

/** A value for a message, with its name if it has one: `-1 (no limit)`. */
function named(value: Value, path: string): string {
  const field = fieldAt(path);
  const special = field && "special" in field ? field.special : undefined;
  const word = typeof value === "number" ? special?.[value] : undefined;
  const text = enteredText(field, value);
  return word === undefined ? text : `${text} (${word})`;
}

/** Values beyond the limits of the task; accepts input of any shape. */
export function boundFaults(input: unknown, type: unknown, bounds: readonly Bound[]): Fault[] {
  const task = typeof type === "number" ? taskByType(type)?.key : undefined;
  return limitsFor(bounds, task).flatMap((limit) => {
    const [section = "", name = ""] = limit.path.split(".");
    const value = objectAt(input, section)[name];
    if (!isValue(value) || !isBroken(value, limit)) return [];
    const message = `${requirement(value, limit)}; you entered ${named(value, limit.path)}`;
    return [fieldFault(limit.path, "out_of_bounds", message)];
  });
}

/** Changes values to what the limits allow, with a warning for each. */
export function holdWithin(
  found: Readonly<Record<string, Found>>,
  limits: readonly Limit[],
  takes: (path: string) => boolean,
): Warning[] {
  return limits.flatMap((limit) => {
    const [section = "", name = ""] = limit.path.split(".");
    const values = found[section];
    const set = values?.get(name);
    if (!values || !takes(limit.path)) return [];
    if (!set) {
      if (limit.fixed !== undefined) values.set(name, { value: limit.fixed, source: "bound" });
      return [];
    }
    if (!isBroken(set.value, limit)) return [];
    const value = clamped(set.value, limit);
    values.set(name, { value, source: "bound" });
    const label = pathLabel(limit.path);
    const sent = enteredText(fieldAt(limit.path), value);
    const message = `${label} ${requirement(set.value, limit)}; it is set to ${named(set.value, limit.path)}, so ${sent} is sent.`;
    return [{ code: "clamped", message }];
  });
}

function contradictionIn({ path, min, max, fixed, bounds }: Limit): string | undefined {
  if (min > max) return `leaves no value between ${min} and ${max}`;
  const fixes = bounds.flatMap((bound) => (bound.fixed === undefined ? [] : [bound.fixed]));
  if (fixes.some((other) => !same(other, fixes[0] ?? null)))
    return "is fixed to two different values";
  if (typeof fixed !== "number") return undefined;
  const weight = weightOf(fieldAt(path), fixed);
  if (weight >= min && weight <= max) return undefined;
  return `is fixed to ${fixed}, which another bound does not allow`;
}

/** Why the bounds contradict each other for some task; undefined if they do not. */
export function contradiction(bounds: readonly Bound[]): string | undefined {
  for (const task of new Set(bounds.map((bound) => bound.task))) {
    for (const limit of limitsFor(bounds, task ?? undefined)) {
      const found = contradictionIn(limit);
      if (found) return found;
    }
  }
  return undefined;
}
