"use client";

import { useSyncExternalStore } from "react";

/** A media query as an external store of React. */
function mediaStore(query: string) {
  return {
    subscribe: (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    matches: () => window.matchMedia(query).matches,
  };
}

/** The width from which tables are shown, as in the classes `lg:` and `max-lg:`. */
const WIDE = mediaStore("(min-width: 64rem)");
/** The width of phones, as in the classes `max-sm:`. */
const NARROW = mediaStore("(width < 40rem)");

/**
 * True if there is room for a table. Null on the server and in the browser's first render: then both
 * layouts are rendered and CSS hides one; later only the visible one is updated.
 */
export function useIsWide(): boolean | null {
  return useSyncExternalStore(WIDE.subscribe, WIDE.matches, () => null);
}

/** True if the window is as narrow as a phone; false on the server. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(NARROW.subscribe, NARROW.matches, () => false);
}
