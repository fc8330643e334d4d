"use client";

import { useSyncExternalStore } from "react";

/** The width from which tables are shown, as in the classes `lg:` and `max-lg:`. */
const WIDE = "(min-width: 64rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/**
 * True if there is room for a table. Null on the server and in the browser's first render: then both
 * layouts are rendered and CSS hides one; later only the visible one is updated.
 */
export function useIsWide(): boolean | null {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => null,
  );
}
