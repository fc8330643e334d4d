import type { OptionGroup } from "@/components/ui/combobox";
import { SYSTEM_USER_ID } from "@/lib/actor";
import type { ModelRow } from "@/lib/models/row";
import type { Profile } from "@/lib/profiles/schema";
import type { Task } from "@/lib/registry/types";
import { obstacleOf } from "@/lib/values/compatibility";
import type { Choose } from "./use-choices";

/** All that can be chosen from, to look up by id. */
export interface Sight {
  profiles: ReadonlyMap<string, Profile>;
  models: ReadonlyMap<string, ModelRow>;
  /** The person's own, by name. */
  own: readonly Profile[];
  /** Of the system, by task. */
  standards: readonly Profile[];
}

export function sightOf(profiles: readonly Profile[], models: readonly ModelRow[]): Sight {
  const byName = [...profiles].sort((a, b) => a.name.localeCompare(b.name, "en"));
  const isStandard = ({ user_id }: Profile) => user_id === SYSTEM_USER_ID;
  return {
    profiles: new Map(profiles.map((profile) => [profile.id, profile])),
    models: new Map(models.map((model) => [model.id, model])),
    own: byName.filter((profile) => !isStandard(profile)),
    standards: profiles.filter(isStandard).sort((a, b) => a.type - b.type),
  };
}

/**
 * Why a profile cannot be chosen for a task, or nothing. The task's default always can, and so can
 * what is saved: it was chosen when it still could do the task.
 */
export function reasonAgainst(
  task: Task,
  profile: Profile,
  saved: string,
  { models }: Sight,
): string | undefined {
  if (profile.id === task.default_profile_id || profile.id === saved) return undefined;
  return obstacleOf(task, profile, models.get(profile.model_name))?.message;
}

/** Everything that a task's box finds: the person's own profiles and every task's default. */
export function optionsFor(task: Task, saved: string, sight: Sight): OptionGroup[] {
  const option = (profile: Profile) => ({
    value: profile.id,
    label: profile.name,
    note: profile.model_name,
    disabled: reasonAgainst(task, profile, saved, sight),
  });
  const isThis = ({ id }: Profile) => id === task.default_profile_id;
  const others = sight.standards.filter((profile) => !isThis(profile));
  const groups = [
    { label: "Default of this task", options: sight.standards.filter(isThis).map(option) },
    { label: "Your profiles", options: sight.own.map(option) },
    { label: "Defaults of other tasks", options: others.map(option) },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

/** What a task's row and card show and do alike. Each stays the same until its own task changes. */
export interface TaskProps {
  task: Task;
  /** The profile that is chosen, saved or not. */
  choice: string;
  saved: string;
  sight: Sight;
  /** Why the server refused the choice. */
  refusal: string | undefined;
  /** Whether a profile was chosen that has been deleted since. */
  isLost: boolean;
  onChoose: Choose;
  /** Opens what is in force. */
  onLook: (task: string) => void;
}
