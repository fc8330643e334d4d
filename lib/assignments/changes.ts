import { TASKS } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";
import type { Config, ConfigInput } from "./schema";

/** Task key → id of the chosen profile; the default of the task removes an assignment. */
export type Choices = ReadonlyMap<string, string>;

/** The profile that is saved for a task; its default if none was chosen. */
export function savedChoice(config: Config, task: Task): string {
  return config.model_profiles[task.config_field] ?? task.default_profile_id;
}

/** The tasks that use the profile, in type order. */
export function tasksOf(config: Config | undefined, profileId: string): Task[] {
  return TASKS.filter((task) => config?.model_profiles[task.config_field] === profileId);
}

/** The choices that differ from what is saved, without profiles that no longer exist. */
export function changesOf(
  config: Config,
  chosen: Choices,
  isThere: (profileId: string) => boolean,
): Choices {
  return new Map(
    TASKS.flatMap((task): [string, string][] => {
      const id = chosen.get(task.key);
      if (id === undefined || id === savedChoice(config, task) || !isThere(id)) return [];
      return [[task.key, id]];
    }),
  );
}

/** What is saved now for the changed tasks; saving it undoes the changes. */
export function previousOf(config: Config, changes: Choices): Choices {
  const changed = TASKS.filter((task) => changes.has(task.key));
  return new Map(changed.map((task) => [task.key, savedChoice(config, task)]));
}

/** The request that saves the choices. */
export function configInputOf(choices: Choices): ConfigInput {
  const fields = TASKS.flatMap((task): [string, string | null][] => {
    const id = choices.get(task.key);
    if (id === undefined) return [];
    return [[task.config_field, id === task.default_profile_id ? null : id]];
  });
  return { model_profiles: Object.fromEntries(fields) };
}

/** The configuration as it will be once the choices are saved. */
export function withChoices(config: Config, choices: Choices): Config {
  const chosen = (task: Task) => choices.get(task.key) ?? savedChoice(config, task);
  const overrides = TASKS.filter((task) => chosen(task) !== task.default_profile_id);
  return {
    ...config,
    model_profiles: Object.fromEntries(TASKS.map((task) => [task.config_field, chosen(task)])),
    overrides: overrides.map((task) => task.key),
  };
}
