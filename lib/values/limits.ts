import { type Fault, fault } from "@/lib/errors";
import { objectAt } from "@/lib/objects";
import { fieldAt, weightOf } from "@/lib/registry/fields";
import { type TaskKey, taskByType } from "@/lib/registry/tasks";
import { type Field, isValue, type Value } from "@/lib/registry/types";
import { show } from "@/lib/registry/words";
import { same } from "./changes";
import type { Found, Warning } from "./layers";

/** A bound in force. */
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

/** All bounds on one field that hold for a task, together: for the task and for all. */
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

/** What holds for a task, a limit a field. */
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

/** The legal value nearest to `value`; itself where the limit allows it. */
export function clamped(value: Value, { path, min, max, fixed }: Limit): Value {
  if (fixed !== undefined) return same(value, fixed) ? value : fixed;
  if (typeof value !== "number") return value;
  const weight = weightOf(fieldAt(path), value);
  if (weight > max) return max;
  return weight < min ? min : value;
}

/** What is sent in place of a value that the limit does not allow; undefined: it is allowed. */
export function heldTo(value: Value, limit: Limit): Value | undefined {
  const held = clamped(value, limit);
  return same(value, held) ? undefined : held;
}

function isBroken(value: Value, limit: Limit): boolean {
  return heldTo(value, limit) !== undefined;
}

function reach({ task }: Bound): string {
  return task === null ? "for every task" : `for the task ${task}`;
}

/** The bound that a value breaks, in words: "must be at most 65536 for every task, as Ada set it". */
function demand(value: Value, limit: Limit): string {
  const breaking = limit.bounds.find((bound) => isBroken(value, limitOf(limit.path, [bound])));
  if (!breaking) return "is out of bounds";
  const { min, max, fixed, set_by_name } = breaking;
  const range = min !== undefined && max !== undefined ? `from ${min} to ${max}` : `at most ${max}`;
  const onlyMin = max === undefined ? `at least ${min}` : range;
  const legal = fixed === undefined ? onlyMin : JSON.stringify(fixed);
  return `must be ${legal} ${reach(breaking)}: a bound set by ${set_by_name}`;
}

/** A field's ends as a limit leaves them, so that its control takes nothing that is refused. */
export function within<T extends Field>(field: T, limit: Limit | undefined): T {
  if (!limit || !("min" in field)) return field;
  const { min, max } = field;
  const endless = "endless" in field ? field.endless : undefined;
  const top = Math.min(max, limit.max);
  if (endless === undefined) return { ...field, min: Math.max(min, limit.min), max: top };
  // "No limit" stands below the numbers; it is legal where they have no highest.
  const lowest = limit.max === Infinity ? min : Math.max(endless + 1, limit.min);
  return { ...field, min: lowest, max: top };
}

/** A value for a message, with the word that it stands for: `-1 (no limit)`. */
function named(value: Value, path: string): string {
  const field = fieldAt(path);
  const special = field && "special" in field ? field.special : undefined;
  const word = typeof value === "number" ? special?.[value] : undefined;
  return word === undefined ? show(value) : `${show(value)} (${word})`;
}

/** Values of unchecked input beyond the bounds of its task; safe on input of any shape. */
export function boundFaults(input: unknown, type: unknown, bounds: readonly Bound[]): Fault[] {
  const task = typeof type === "number" ? taskByType(type)?.key : undefined;
  return limitsFor(bounds, task).flatMap((limit) => {
    const [section = "", name = ""] = limit.path.split(".");
    const value = objectAt(input, section)[name];
    if (!isValue(value) || !isBroken(value, limit)) return [];
    const message = `${demand(value, limit)}; got ${named(value, limit.path)}`;
    return [fault([section, name], "out_of_bounds", message)];
  });
}

/** Holds what was found within the limits; tells of each value that somebody set otherwise. */
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
    const label = fieldAt(limit.path)?.label ?? limit.path;
    const message = `${limit.path} ${demand(set.value, limit)}; ${label} is ${named(set.value, limit.path)}, and ${show(value)} is sent.`;
    return [{ code: "clamped", message }];
  });
}

function contradictionIn({ path, min, max, fixed, bounds }: Limit): string | undefined {
  if (min > max) return `leaves no value between ${min} and ${max}`;
  const fixes = bounds.flatMap((bound) => (bound.fixed === undefined ? [] : [bound.fixed]));
  if (fixes.some((other) => !same(other, fixes[0] ?? null))) return "is fixed twice, differently";
  if (typeof fixed !== "number") return undefined;
  const weight = weightOf(fieldAt(path), fixed);
  if (weight >= min && weight <= max) return undefined;
  return `is fixed to ${fixed}, which another bound does not allow`;
}

/** Why bounds cannot hold together, for any task, if they cannot. */
export function contradiction(bounds: readonly Bound[]): string | undefined {
  for (const task of new Set(bounds.map((bound) => bound.task))) {
    for (const limit of limitsFor(bounds, task ?? undefined)) {
      const found = contradictionIn(limit);
      if (found) return found;
    }
  }
  return undefined;
}
