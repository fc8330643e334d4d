"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo, useSyncExternalStore } from "react";

/** Names and values of an address's query. */
type Shown = object;

export type ChangeAddress<T> = (patch: Partial<T>, entry?: "push" | "replace") => void;

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
      if (entry === "push") window.history.pushState(null, "", pathname + query);
      else window.history.replaceState(null, "", pathname + query);
      for (const listener of listeners) listener();
    },
    [read, atRest],
  );
  return [shown, change];
}
