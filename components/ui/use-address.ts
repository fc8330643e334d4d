"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";

/** Names and values of an address's query. */
type Shown = object;

export type ChangeAddress<T> = (patch: Partial<T>, entry?: "push" | "replace") => void;

/** The state of an entry of the history that was made here: by which load of the page. */
interface Marked {
  load?: number;
}

/**
 * Loads the page anew when Back leads to an entry that was made here before the last load. Next.js
 * notes a wrong tree with such entries: it would come to wait for ever for what the server does not
 * send, and show nothing.
 */
export function watchOldEntries(): () => void {
  const load = performance.timeOrigin;
  const current = window.history.state as Marked | null;
  // The one that was loaded just now is in order.
  if (current?.load !== undefined) window.history.replaceState({ ...current, load }, "");
  const onPop = (event: PopStateEvent) => {
    const made = (event.state as Marked | null)?.load;
    if (made === undefined || made === load) return;
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

/** As an address says it, what is at rest left out: `?owner=system&q=chat`. */
function queryOf<T extends Shown>(shown: T, atRest: T): string {
  const changed = Object.entries(shown).filter(
    ([name, value]) => value !== atRest[name as keyof T],
  ) as [string, string][];
  // A comma means nothing in a query: lists stay readable.
  const query = new URLSearchParams(changed).toString().replaceAll("%2C", ",");
  return query === "" ? "" : `?${query}`;
}

/**
 * What is looked at, as the address says it. A change of it is a change of the address alone, and is
 * shown at once. `read` makes sense of any query; `atRest` is what it makes of none.
 */
export function useAddress<T extends Shown>(
  read: (search: URLSearchParams) => T,
  atRest: T,
): [T, ChangeAddress<T>] {
  const path = usePathname();
  const given = useSearchParams().toString();
  const search = useSyncExternalStore(
    subscribe,
    () => {
      const { pathname, search } = window.location;
      // Already on the way to another page, this one shows what it has shown.
      return pathname === path ? new URLSearchParams(search).toString() : given;
    },
    () => given,
  );
  const shown = useMemo(() => read(new URLSearchParams(search)), [read, search]);
  const change: ChangeAddress<T> = useCallback(
    (patch, entry = "replace") => {
      const { pathname, search } = window.location;
      const now = read(new URLSearchParams(search));
      const query = queryOf({ ...now, ...patch }, atRest);
      // A tab tells of its choice by pointer and by focus: one of them is enough for the way back.
      if (query === queryOf(now, atRest)) return;
      const state = { load: performance.timeOrigin } satisfies Marked;
      if (entry === "push") window.history.pushState(state, "", pathname + query);
      else window.history.replaceState(state, "", pathname + query);
      for (const listener of listeners) listener();
    },
    [read, atRest],
  );
  return [shown, change];
}
