"use client";

import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { TASK_KEYS } from "@/lib/registry/tasks";

const listeners = new Set<() => void>();
/** Used if the browser blocks local storage. */
const fallback = new Map<string, string>();

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? fallback.get(key) ?? "";
  } catch {
    return fallback.get(key) ?? "";
  }
}

function write(key: string, text: string): void {
  fallback.set(key, text);
  try {
    localStorage.setItem(key, text);
  } catch {
    // Without storage, the pins last until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function idsIn(text: string): string[] {
  return text.split(" ").filter(Boolean);
}

/** The profiles whose columns come first, stored in this browser per user. */
export function usePins(userId: string) {
  const key = `assignments.pins.${userId}`;
  const text = useSyncExternalStore(
    subscribe,
    () => read(key),
    () => "",
  );
  const pins = useMemo(() => new Set(idsIn(text)), [text]);
  const toggle = useCallback(
    (id: string) => {
      const ids = idsIn(read(key));
      write(key, (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]).join(" "));
    },
    [key],
  );
  return [pins, toggle] as const;
}

const NONE: ReadonlySet<string> = new Set();

/** The selected rows. */
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
