"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
/** What holds where the browser keeps nothing for the page. */
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
    // Then it holds until the page is left.
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

/** The profiles whose columns stand first, kept in this browser for each person. */
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
