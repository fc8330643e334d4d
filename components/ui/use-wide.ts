"use client";

import { useSyncExternalStore } from "react";

/** From where on columns fit; the classes `lg:` and `max-lg:` say the same. */
const WIDE = "(min-width: 64rem)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/**
 * Whether there is room for columns; null on the server and in the browser's first render, where
 * both shapes are drawn and the style sheet shows one. After that only one is kept up to date.
 */
export function useWide(): boolean | null {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => null,
  );
}
