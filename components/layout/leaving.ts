"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useSyncExternalStore } from "react";

/** An editor with unsaved changes. */
export interface Guard {
  /** What will happen to the changes, if they are not lost. */
  what: () => string | undefined;
}

/** An attempt to leave an editor with unsaved changes. */
interface Attempt {
  what: string | undefined;
  /** Continues to where the user was going. */
  go: () => void;
}

const guards = new Set<Guard>();
const listeners = new Set<() => void>();
let attempt: Attempt | null = null;
/** Whether the user has chosen to leave: nothing asks again. */
export const leaving = { isDecided: false };

function notify(): void {
  for (const listener of listeners) listener();
}

function setAttempt(next: Attempt | null): void {
  attempt = next;
  notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** True if the URL is another page; an anchor or a tab of this page loses no changes. */
export function isOtherPage(href: string): boolean {
  return new URL(href, window.location.href).pathname !== window.location.pathname;
}

/**
 * Runs an action that leaves the page: at once if nothing is unsaved, otherwise after asking. For
 * actions such as signing out; to go to a page of the app, use `useGuardedNavigate`.
 */
export function leaveBy(go: () => void): void {
  const [guard] = guards;
  if (guard) setAttempt({ what: guard.what(), go });
  else go();
}

/** Leaves the page without asking: for when no changes are lost. */
export function leaveAtOnce(go: () => void): void {
  leaving.isDecided = true;
  go();
}

/** Paths come from links of the app and from its own list of pages, so they are routes. */
export function isRoute(path: string): path is Route {
  return path.startsWith("/");
}

/**
 * Goes to a page of the app, after asking if there are unsaved changes. Without a connection it stays,
 * as links do.
 */
export function useGuardedNavigate(): (href: string) => void {
  const router = useRouter();
  return (href) => {
    if (!isRoute(href) || !navigator.onLine) return;
    const go = () => router.push(href);
    if (isOtherPage(href)) leaveBy(go);
    else go();
  };
}

/** True while the page has unsaved changes. */
export function useIsUnsaved(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => guards.size > 0,
    () => false,
  );
}

/** Adds an editor with unsaved changes; returns a function that removes it. */
export function addGuard(guard: Guard): () => void {
  guards.add(guard);
  notify();
  return () => {
    guards.delete(guard);
    notify();
  };
}

/** The attempt to leave that is asked about, and a function that ends it. */
export function useAttempt(): [Attempt | null, () => void] {
  const current = useSyncExternalStore(
    subscribe,
    () => attempt,
    () => null,
  );
  return [current, () => setAttempt(null)];
}
