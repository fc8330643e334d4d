"use client";

import { useCallback, useState } from "react";
import { TASK_KEYS } from "@/lib/registry/tasks";

const NONE: ReadonlySet<string> = new Set();

/** The rows that are ticked, to do something with all of them. */
export function useSelection() {
  const [tasks, setTasks] = useState(NONE);
  const select = useCallback((task: string, selected: boolean) => {
    setTasks((now) => {
      const next = new Set(now);
      if (selected) next.add(task);
      else next.delete(task);
      return next;
    });
  }, []);
  const selectAll = useCallback((selected: boolean) => {
    setTasks(selected ? new Set(TASK_KEYS) : NONE);
  }, []);
  const extent: "all" | "some" | "none" =
    tasks.size === 0 ? "none" : tasks.size === TASK_KEYS.length ? "all" : "some";
  return { tasks, extent, select, selectAll };
}
export type Selection = ReturnType<typeof useSelection>;
