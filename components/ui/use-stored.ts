"use client";

import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
/** Used if the browser blocks local storage. */
const fallback = new Map<string, string>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function read(name: string): string {
  try {
    return localStorage.getItem(name) ?? fallback.get(name) ?? "";
  } catch {
    return fallback.get(name) ?? "";
  }
}

function write(name: string, text: string): void {
  fallback.set(name, text);
  try {
    localStorage.setItem(name, text);
  } catch {
    // Without storage, the text lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

/** A text that the browser remembers under a name, empty at first, and what changes it. */
export function useStoredText(
  name: string,
): [string, (change: (before: string) => string) => void] {
  const text = useSyncExternalStore(
    subscribe,
    () => read(name),
    () => "",
  );
  const update = useCallback(
    (change: (before: string) => string) => write(name, change(read(name))),
    [name],
  );
  return [text, update];
}

/**
 * One of several choices, remembered by the browser under a name. The first choice is used until
 * another one is chosen, and where the remembered one is not offered.
 */
export function useStoredChoice<T extends string>(
  name: string,
  choices: readonly [T, ...T[]],
): [T, (choice: T) => void] {
  const [first] = choices;
  const [stored, update] = useStoredText(name);
  return [choices.find((each) => each === stored) ?? first, (next) => update(() => next)];
}
