import { type Bound, boundFaults } from "@/lib/values/limits";
import { type Fault, fault, invalid } from "@/lib/errors";
import { asObject, isObject, objectAt } from "@/lib/objects";
import type { ModelEntry } from "@/lib/models/schema";
import type { ProfileContent } from "@/lib/values/content";
import { withLabel } from "@/lib/values/describe";
import { crossFieldFaults, modelFaults, taskFaults } from "@/lib/values/rules";
import { show } from "@/lib/registry/messages";
import { validate } from "@/lib/validation";
import { removedPaths } from "./merge-patch";
import { isProfilePath, profileInput } from "./schema";

/** The input to check, and the profile's saved content, if any. */
export interface Checked {
  input: unknown;
  current: ProfileContent | null;
  /** Also apply limits to unchanged values: a copy must not carry a value past a limit. */
  boundsAnew?: boolean;
}

/** What the input is checked against, besides the schema. */
export interface Rules {
  /** The model the input names; undefined if it is not in the catalog. */
  model: ModelEntry | undefined;
  /** The limits of all tasks. */
  bounds: readonly Bound[];
}

/** True if the write changes the invalid value; unchanged values do not block a write. */
function isTouched({ path }: Fault, input: unknown, current: ProfileContent): boolean {
  const [section = "", field = ""] = path.split(".");
  const valueIn = (source: unknown) => JSON.stringify(objectAt(source, section)[field]);
  return valueIn(input) !== valueIn(current);
}

/** Values the model does not support. Unchanged ones count only if the model changes. */
function newModelFaults({ input, current }: Checked, model: ModelEntry): Fault[] {
  const found = modelFaults(input, model);
  if (!current || asObject(input).model_name !== current.model_name) return found;
  return found.filter((each) => isTouched(each, input, current));
}

/** A model that does not fit the task. An unchanged pair may stay. */
function newTaskFaults({ input, current }: Checked, model: ModelEntry): Fault[] {
  const { type, model_name } = asObject(input);
  if (current && current.type === type && current.model_name === model_name) return [];
  return taskFaults(type, model);
}

/** Values beyond a limit. Values saved before the limit was set may stay while unchanged. */
function newLimitFaults(checked: Checked, bounds: readonly Bound[]): Fault[] {
  const { input, current, boundsAnew = false } = checked;
  const { type } = asObject(input);
  const found = boundFaults(input, type, bounds);
  if (!current || boundsAnew || current.type !== type) return found;
  return found.filter((each) => isTouched(each, input, current));
}

/** The first error of each path: later ones follow from it. */
export function firstOfEach(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) if (!first.has(fault.path)) first.set(fault.path, fault);
  return [...first.values()];
}

/**
 * Every error of an input: against the schema, between its fields, in what the model supports and
 * what admins allow. The server and the form both use it.
 */
export function inputFaults(checked: Checked, { model, bounds }: Rules): Fault[] {
  return [
    ...(validate(profileInput, checked.input).faults ?? []).map(withLabel),
    ...crossFieldFaults(checked.input),
    ...(model ? newTaskFaults(checked, model) : []),
    ...(model ? newModelFaults(checked, model) : []),
    ...newLimitFaults(checked, bounds),
  ];
}

/**
 * Fields that a merge patch removes and that do not exist: merging leaves no trace of them.
 * @throws 422 if the patch is not an object
 */
export function patchFaults(patch: unknown): Fault[] {
  if (!isObject(patch)) {
    const message = `The body must be an object; you entered ${show(patch)}`;
    throw invalid([fault([], "invalid_type", message)]);
  }
  const unknown = removedPaths(patch).filter((path) => !isProfilePath(path));
  return unknown.map((path) => fault(path, "unknown_field", "is not a field of a profile"));
}
