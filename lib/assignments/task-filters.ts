import { oneOf, wordsIn } from "@/lib/urls";
import { findTask, GROUP_LABELS } from "@/lib/registry/tasks";
import { containsWords } from "@/lib/search-words";
import type { TaskOverview } from "./overview-schema";

/** The tabs of a task's panel; the first is the one without anything in the URL. */
export const TASK_TABS = ["", "try", "use", "history"] as const;
export type TaskTab = (typeof TASK_TABS)[number];

/** Which tasks: all, those with a profile that the user assigned, those that need attention or an engine. */
const TASKS_SHOWN = ["", "yours", "warnings", "no-engine"] as const;

/** The state of the tasks page that is in its URL. */
export interface TasksState {
  q: string;
  /** The id of a model; empty for all. */
  model: string;
  show: (typeof TASKS_SHOWN)[number];
  tab: TaskTab;
}

export const DEFAULT_TASKS: TasksState = { q: "", model: "", show: "", tab: "" };

/** The state in a URL's query; invalid values are ignored. */
export function tasksStateIn(search: Pick<URLSearchParams, "get">): TasksState {
  return {
    q: wordsIn(search),
    model: (search.get("model") ?? "").slice(0, 300),
    show: oneOf(TASKS_SHOWN, search.get("show"), ""),
    tab: oneOf(TASK_TABS, search.get("tab"), ""),
  };
}

/** True if the user's own choice is why a task runs what it runs, or would be if it could run. */
export function isYours({ source }: TaskOverview): boolean {
  return source !== "system";
}

/** True if the task cannot run as it was meant to: its model is missing or does not fit. */
export function needsAttention({ source, model }: TaskOverview): boolean {
  return source === "fallback" || !model.available;
}

/** True if no engine runs the task's model, although the model is known. */
export function lacksEngine({ engine, model }: TaskOverview): boolean {
  return engine === null && model.available;
}

/** True if any filter is set. */
export function isFiltered({ q, model, show }: TasksState): boolean {
  return Boolean(q || model || show);
}

function textOf({ task, profile, assigned, model, prompt }: TaskOverview): string {
  const known = findTask(task);
  const group = known ? GROUP_LABELS[known.group] : "";
  const parts = [known?.label, known?.purpose, group, profile.name, assigned?.name, model.id];
  return [...parts, prompt].join(" ");
}

/** The rows that the filters leave, in their order. */
export function filterTasks(
  rows: readonly TaskOverview[],
  { q, model, show }: TasksState,
): TaskOverview[] {
  return rows.filter((row) => {
    if (model && row.model.id !== model) return false;
    if (show === "yours" && !isYours(row)) return false;
    if (show === "warnings" && !needsAttention(row)) return false;
    if (show === "no-engine" && !lacksEngine(row)) return false;
    return q === "" || containsWords(textOf(row), q);
  });
}

/** The models in use with the number of their tasks, most used first. */
export function modelsInUse(rows: readonly TaskOverview[]): [id: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { model } of rows) counts.set(model.id, (counts.get(model.id) ?? 0) + 1);
  return [...counts].sort(([a, first], [b, second]) => second - first || a.localeCompare(b, "en"));
}
