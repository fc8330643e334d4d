import type { OptionGroup } from "@/components/ui/combobox";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { ListedProfile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { countWords } from "@/lib/registry/words";
import { obstacleOf, type Typed } from "@/lib/values/compatibility";
import type { Choose } from "./use-choices";

/** All profiles that can be chosen and their models, by id; only models of the catalog. */
export interface Lookup {
  profiles: ReadonlyMap<string, ListedProfile>;
  models: ReadonlyMap<string, Typed>;
  /** The user's profiles, by name. */
  own: readonly ListedProfile[];
  /** The default profiles, by task. */
  defaults: readonly ListedProfile[];
}

/** A profile's model; none if it is not in the catalog. */
function modelOf({ model_name, model_task }: ListedProfile): [string, Typed][] {
  return model_task ? [[model_name, { id: model_name, task: model_task }]] : [];
}

export function lookupOf(profiles: readonly ListedProfile[]): Lookup {
  const byName = [...profiles].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const isSystem = ({ user_id }: ListedProfile) => user_id === SYSTEM_USER_ID;
  return {
    profiles: new Map(profiles.map((profile) => [profile.id, profile])),
    models: new Map(profiles.flatMap(modelOf)),
    own: byName.filter((profile) => !isSystem(profile)),
    defaults: profiles.filter(isSystem).sort((a, b) => a.type - b.type),
  };
}

/**
 * Why a profile cannot be assigned to a task, or undefined. The task's default and the saved profile
 * are always allowed.
 */
export function whyNotAssignable(
  task: Task,
  profile: ListedProfile,
  saved: string,
  { models }: Lookup,
): string | undefined {
  if (profile.id === task.default_profile_id || profile.id === saved) return undefined;
  return obstacleOf(task, profile, models.get(profile.model_name))?.message;
}

/** The options for a task: the user's profiles and the defaults of all tasks. */
export function optionsFor(task: Task, saved: string, lookup: Lookup): OptionGroup[] {
  const option = (profile: ListedProfile) => ({
    value: profile.id,
    label: profile.name,
    note: profile.model_name,
    disabled: whyNotAssignable(task, profile, saved, lookup),
  });
  const isThis = ({ id }: ListedProfile) => id === task.default_profile_id;
  const others = lookup.defaults.filter((profile) => !isThis(profile));
  const isForTask = ({ type }: ListedProfile) => type === task.type;
  const groups = [
    { label: "Default for this task", options: lookup.defaults.filter(isThis).map(option) },
    {
      label: `Your profiles for ${task.label}`,
      options: lookup.own.filter(isForTask).map(option),
    },
    {
      label: "Your other profiles",
      options: lookup.own.filter((profile) => !isForTask(profile)).map(option),
    },
    { label: "Defaults for other tasks", options: others.map(option) },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

/** The tasks that a profile could be chosen for anew. */
export function fittingTasks(
  tasks: readonly Task[],
  profile: ListedProfile,
  lookup: Lookup,
): Task[] {
  return tasks.filter((task) => !whyNotAssignable(task, profile, "", lookup));
}

/** The options for several tasks at once; what fits none of them says so. */
export function optionsForAll(tasks: readonly Task[], lookup: Lookup): OptionGroup[] {
  const option = (profile: ListedProfile) => {
    const { id, name, model_name } = profile;
    const count = fittingTasks(tasks, profile, lookup).length;
    const some = `${model_name} · fits ${count} of ${countWords(tasks.length, "task")}`;
    return {
      value: id,
      label: name,
      note: count > 0 && count < tasks.length ? some : model_name,
      disabled: count === 0 ? "Its model fits none of the tasks." : undefined,
    };
  };
  const groups = [
    { label: "Your profiles", options: lookup.own.map(option) },
    { label: "System defaults", options: lookup.defaults.map(option) },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

/** Props of a task's row. Each stays equal until its own task changes. */
export interface TaskProps {
  task: Task;
  /** The id of the chosen profile, saved or not. */
  choice: string;
  saved: string;
  lookup: Lookup;
  /** Why the server rejected the choice. */
  rejection: string | undefined;
  /** True if the chosen profile was deleted since. */
  isDeleted: boolean;
  onChoose: Choose;
  /** Opens the dialog with the effective values. */
  onShowEffective: (task: string) => void;
}
