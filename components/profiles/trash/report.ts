import type { Config } from "@/lib/assignments/schema";
import type { RestoredProfile, TrashedProfile } from "@/lib/profiles/trash-contract";
import { findTask } from "@/lib/registry/tasks";
import { countWords, listText } from "@/lib/registry/words";

/** A sentence about some tasks, or nothing without any: `Primary and Analysis use this profile again.` */
function about(keys: readonly string[], one: string, many: string): string[] {
  if (keys.length === 0) return [];
  const names = keys.map((key) => findTask(key)?.label ?? key);
  return [`${listText(names)} ${keys.length === 1 ? one : many}.`];
}

function childLines(again: number, all: number): string[] {
  const kept = all - again;
  const are = again === 1 ? "is" : "are";
  const lines = again > 0 ? [`${countWords(again, "profile")} ${are} based on it again.`] : [];
  if (kept === 0) return lines;
  const [was, keep] = kept === 1 ? ["was", "keeps its"] : ["were", "keep their"];
  const others = `${countWords(kept, "profile")} that ${was} based on it`;
  return [...lines, `${others} ${was} changed or deleted since, and ${keep} values.`];
}

/**
 * What came back with a profile, and why the rest did not: its name, its tasks, and the profiles that
 * were based on it. `config` is what is assigned now.
 */
export function reportOf(
  trashed: TrashedProfile,
  { profile, tasks, children }: RestoredProfile,
  config: Pick<Config, "overrides"> | undefined,
): string[] {
  const lost = trashed.tasks.filter((task) => !tasks.includes(task));
  const isTaken = (task: string) => config?.overrides.some((key) => key === task) ?? false;
  const renamed = `“${trashed.name}” is taken, so it is now called “${profile.name}”.`;
  const unusable = `its default, because ${profile.model_name} cannot be used for`;
  return [
    ...(profile.name === trashed.name ? [] : [renamed]),
    ...about(tasks, "uses this profile again", "use this profile again"),
    ...about(
      lost.filter(isTaken),
      "keeps the profile that you assigned since",
      "keep the profiles that you assigned since",
    ),
    ...about(
      lost.filter((task) => !isTaken(task)),
      `keeps ${unusable} it`,
      `keep ${unusable.replace("its default", "their defaults")} them`,
    ),
    ...childLines(children.length, trashed.children),
  ];
}
