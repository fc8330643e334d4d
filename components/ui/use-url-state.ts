"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";

/** Names and values of a URL's query. */
type QueryState<T> = Readonly<Record<keyof T, string>>;

export type ChangeUrlState<T> = (patch: Partial<T>, entry?: "push" | "replace") => void;

/** The page load in which an entry of the history was created here, as `performance.timeOrigin`. */
function loadOf(state: unknown): number | undefined {
  if (typeof state !== "object" || state === null || !("load" in state)) return undefined;
  return typeof state.load === "number" ? state.load : undefined;
}

/**
 * Reloads the page when Back leads to an entry created here before the last load: Next.js stores a
 * wrong route tree with such entries, would wait for data that never comes, and show nothing.
 */
export function watchOldEntries(): () => void {
  const load = performance.timeOrigin;
  const current: unknown = window.history.state;
  // The entry that was just loaded is correct.
  if (loadOf(current) !== undefined) {
    window.history.replaceState(Object.assign({}, current, { load }), "");
  }
  const onPop = (event: PopStateEvent) => {
    const created = loadOf(event.state);
    if (created === undefined || created === load) return;
    event.stopImmediatePropagation();
    window.location.reload();
  };
  window.addEventListener("popstate", onPop, true);
  return () => window.removeEventListener("popstate", onPop, true);
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

/** The state as a query, without its defaults: `?owner=system&q=chat`. */
export function queryOf<T extends QueryState<T>>(state: T, defaults: T): string {
  const query = new URLSearchParams();
  for (const name in state) {
    if (state[name] !== defaults[name]) query.set(name, state[name]);
  }
  // A comma has no meaning in a query: lists stay readable.
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}

/** Changes the URL without loading anything; what is kept in it is visible at once. */
export function changeUrl(url: string, entry: "push" | "replace"): void {
  const entryState = { load: performance.timeOrigin };
  if (entry === "push") window.history.pushState(entryState, "", url);
  else window.history.replaceState(entryState, "", url);
  for (const listener of listeners) listener();
}

/** The path of the URL, for a page that has several; `owns` tells which. */
export function useUrlPath(owns: (path: string) => boolean): string {
  const path = usePathname();
  return useSyncExternalStore(
    subscribe,
    () => (owns(window.location.pathname) ? window.location.pathname : path),
    () => path,
  );
}

/**
 * State that is kept in the URL's query. A change only changes the URL, and is visible at once. `read`
 * accepts any query; `defaults` is what it returns for an empty one. `owns` tells which other paths
 * are this page's too.
 */
export function useUrlState<T extends QueryState<T>>(
  read: (search: URLSearchParams) => T,
  defaults: T,
  owns?: (path: string) => boolean,
): [T, ChangeUrlState<T>] {
  const path = usePathname();
  const given = useSearchParams().toString();
  const search = useSyncExternalStore(
    subscribe,
    () => {
      const { pathname, search } = window.location;
      // On the way to another page, this one keeps showing the same.
      const isHere = pathname === path || owns?.(pathname);
      return isHere ? new URLSearchParams(search).toString() : given;
    },
    () => given,
  );
  const state = useMemo(() => read(new URLSearchParams(search)), [read, search]);
  const change: ChangeUrlState<T> = useCallback(
    (patch, entry = "replace") => {
      const { pathname, search } = window.location;
      const now = read(new URLSearchParams(search));
      const query = queryOf({ ...now, ...patch }, defaults);
      // A tab reports a choice by click and by focus: only one of them becomes an entry.
      if (query === queryOf(now, defaults)) return;
      changeUrl(pathname + query, entry);
    },
    [read, defaults],
  );
  return [state, change];
}
