"use client";

import { useCallback } from "react";
import { leaveBy } from "@/components/layout/leaving";
import {
  changeUrl,
  type ChangeUrlState,
  queryOf,
  useUrlPath,
  useUrlState,
} from "@/components/ui/use-url-state";
import {
  DEFAULT_TASKS,
  type TasksState,
  tasksStateIn,
  type TaskTab,
} from "@/lib/assignments/task-filters";
import { findTask, taskPath } from "@/lib/registry/tasks";
import type { Task } from "@/lib/registry/types";

const FOLDER = taskPath("");

function isOfTasks(path: string): boolean {
  return path === "/" || path.startsWith(FOLDER);
}

export interface TasksUrl {
  state: TasksState;
  change: ChangeUrlState<TasksState>;
  /** The task whose panel is open. */
  open: Task | undefined;
  /** Opens the panel of a task, or closes it with null; asks first if changes are not saved. */
  show: (key: string | null, tab?: TaskTab) => void;
}

/** What the tasks page shows: the filters and the tab in the URL's query, the open task in its path. */
export function useTasksUrl(): TasksUrl {
  const [state, change] = useUrlState(tasksStateIn, DEFAULT_TASKS, isOfTasks);
  const path = useUrlPath(isOfTasks);
  const show = useCallback((key: string | null, tab: TaskTab = "") => {
    const now = tasksStateIn(new URLSearchParams(window.location.search));
    const url = (key === null ? "/" : taskPath(key)) + queryOf({ ...now, tab }, DEFAULT_TASKS);
    if (url === window.location.pathname + window.location.search) return;
    leaveBy(() => changeUrl(url, "push"));
  }, []);
  const open = path.startsWith(FOLDER) ? findTask(path.slice(FOLDER.length)) : undefined;
  return { state, change, open, show };
}
