import { type Bound, boundFaults } from "@/lib/values/limits";
import { type Fault, faultsOf } from "@/lib/errors";
import { asObject, objectAt } from "@/lib/objects";
import type { ModelEntry } from "@/lib/models/schema";
import type { ProfileContent } from "@/lib/values/content";
import { crossFieldFaults, modelFaults, taskFaults } from "@/lib/values/rules";
import { profileInput } from "./schema";

/** What a check is about: the input, and how the profile stands now (if it does). */
export interface Checked {
  input: unknown;
  current: ProfileContent | null;
  /** Whether values that stood before are held to the bounds too: a copy must not pass one. */
  boundsAnew?: boolean;
}

/** What the input is held against, beside the schema. */
export interface Standard {
  /** The one that it names, where the catalog has it. */
  model: ModelEntry | undefined;
  /** Every bound that is set, for whatever task. */
  bounds: readonly Bound[];
}

/** Whether the write changes the value at fault; one that stood before is no reason to refuse it. */
function isTouched({ path }: Fault, input: unknown, current: ProfileContent): boolean {
  const [section = "", field = ""] = path.split(".");
  const valueIn = (source: unknown) => JSON.stringify(objectAt(source, section)[field]);
  return valueIn(input) !== valueIn(current);
}

/** What the model does not take, of the values that stood before only with another model. */
function newModelFaults({ input, current }: Checked, model: ModelEntry): Fault[] {
  const found = modelFaults(input, model);
  if (!current || asObject(input).model_name !== current.model_name) return found;
  return found.filter((each) => isTouched(each, input, current));
}

/** A model that stood before, for the same task, may stay. */
function newTaskFaults({ input, current }: Checked, model: ModelEntry): Fault[] {
  const { type, model_name } = asObject(input);
  if (current && current.type === type && current.model_name === model_name) return [];
  return taskFaults(type, model);
}

/** A value that stood before a bound was set, and that this write does not touch, may stay. */
function outOfBounds(checked: Checked, bounds: readonly Bound[]): Fault[] {
  const { input, current, boundsAnew = false } = checked;
  const { type } = asObject(input);
  const found = boundFaults(input, type, bounds);
  if (!current || boundsAnew || current.type !== type) return found;
  return found.filter((each) => isTouched(each, input, current));
}

/** Of several faults at one path, the first: what follows from it adds nothing. */
export function firstOfEach(faults: readonly Fault[]): Fault[] {
  const first = new Map<string, Fault>();
  for (const fault of faults) if (!first.has(fault.path)) first.set(fault.path, fault);
  return [...first.values()];
}

/**
 * What is wrong with the input by itself, against the model that it names and against the bounds: by
 * the schema, between its fields, in what the model takes and an admin allows. The server asks here,
 * and so does the form.
 */
export function inputFaults(checked: Checked, { model, bounds }: Standard): Fault[] {
  const parsed = profileInput.safeParse(checked.input);
  return [
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...crossFieldFaults(checked.input),
    ...(model ? newTaskFaults(checked, model) : []),
    ...(model ? newModelFaults(checked, model) : []),
    ...outOfBounds(checked, bounds),
  ];
}
