import type { Fault } from "@/lib/errors";
import type { ModelEntry } from "@/lib/models/schema";
import { taskByType } from "@/lib/registry/tasks";
import { asObject, fault, faultsOf, objectAt } from "@/lib/validate";
import type { ProfileContent } from "./content";
import { crossFieldFaults, modelFaults } from "./rules";
import { profileInput } from "./schema";

/** What a check is about: the input, and how the profile stands now (if it does). */
export interface Checked {
  input: unknown;
  current: ProfileContent | null;
}

/** A fault that stood before and that this write does not touch is no reason to refuse it. */
function isNew({ path }: Fault, { input, current }: Checked): boolean {
  if (!current || asObject(input).model_name !== current.model_name) return true;
  const [section = "", field = ""] = path.split(".");
  const valueIn = (source: unknown) => objectAt(source, section)[field];
  return valueIn(input) !== valueIn(current);
}

function taskFaults({ input, current }: Checked, model: ModelEntry): Fault[] {
  const { type, model_name } = asObject(input);
  const task = typeof type === "number" ? taskByType(type) : undefined;
  if (!task || task.accepts_model_tasks.includes(model.task)) return [];
  if (current && current.type === type && current.model_name === model_name) return [];
  const accepted = task.accepts_model_tasks.join(" or ");
  const message = `must be a model for ${accepted}, which ${task.label} takes; ${model.id} is for ${model.task}`;
  return [fault(["model_name"], "incompatible_model", message)];
}

/** Of several faults at one path, the first: what follows from it adds nothing. */
export function firstOfEach(faults: readonly Fault[]): Fault[] {
  const paths = faults.map(({ path }) => path);
  return faults.filter(({ path }, index) => paths.indexOf(path) === index);
}

/**
 * What is wrong with the input by itself and against the model that it names: by the schema, between
 * its fields, and in what the model takes. The server asks here, and so does the form.
 */
export function inputFaults(checked: Checked, model: ModelEntry | undefined): Fault[] {
  const parsed = profileInput.safeParse(checked.input);
  return [
    ...(parsed.success ? [] : faultsOf(parsed.error)),
    ...crossFieldFaults(checked.input),
    ...(model ? taskFaults(checked, model) : []),
    ...(model ? modelFaults(checked.input, model).filter((found) => isNew(found, checked)) : []),
  ];
}
