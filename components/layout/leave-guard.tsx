"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";

/** An editor with unsaved changes. */
interface Guard {
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
/** True once the user has chosen to leave: nothing asks again. */
let leaving = false;

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
function isOtherPage(href: string): boolean {
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
  leaving = true;
  go();
}

/** Paths come from links of the app and from its own list of pages, so they are routes. */
function isRoute(path: string): path is Route {
  return path.startsWith("/");
}

/** Goes to a page of the app, after asking if there are unsaved changes. */
export function useGuardedNavigate(): (href: string) => void {
  const router = useRouter();
  return (href) => {
    if (!isRoute(href)) return;
    const go = () => router.push(href);
    if (isOtherPage(href)) leaveBy(go);
    else go();
  };
}

/** The link of the app that a click follows in this tab, if any. */
function followedLink(event: MouseEvent): HTMLAnchorElement | null {
  const { button, metaKey, ctrlKey, shiftKey, altKey, target } = event;
  if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return null;
  const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || link.hasAttribute("download")) return null;
  const isHere = link.target === "" || link.target === "_self";
  return isHere && link.origin === window.location.origin ? link : null;
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Back and forward in browsers with the Navigation API, which can cancel them. */
function watchTraversals(): () => void {
  const { navigation } = window;
  const onNavigate = (event: NavigateEvent) => {
    const { key, url } = event.destination;
    const isLeaving = event.navigationType === "traverse" && isOtherPage(url);
    if (leaving || !isLeaving || !event.cancelable) return;
    event.preventDefault();
    leaveBy(() => void navigation.traverseTo(key));
  };
  navigation.addEventListener("navigate", onNavigate);
  return () => navigation.removeEventListener("navigate", onNavigate);
}

/**
 * Back and forward in other browsers, which report them afterwards: this puts the page's own entry
 * back on top, and leaving then goes one step back.
 */
function watchPops(): () => void {
  const { href, pathname } = window.location;
  const state: unknown = window.history.state;
  const onPop = (event: PopStateEvent) => {
    if (leaving || window.location.pathname === pathname) return;
    event.stopImmediatePropagation();
    window.history.pushState(state, "", href);
    leaveBy(() => window.history.back());
  };
  window.addEventListener("popstate", onPop, true);
  return () => window.removeEventListener("popstate", onPop, true);
}

/** Watches all ways to leave the page while there are unsaved changes. */
function watch(navigate: (href: Route) => void): () => void {
  const onClick = (event: MouseEvent) => {
    // Still on the page: an earlier attempt to leave has failed.
    leaving = false;
    const link = followedLink(event);
    if (!link || !isOtherPage(link.href)) return;
    stop(event);
    const href = link.pathname + link.search + link.hash;
    if (isRoute(href)) leaveBy(() => navigate(href));
  };
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!leaving) event.preventDefault();
  };
  // In the capture phase on the window, before React's own listeners.
  window.addEventListener("click", onClick, true);
  window.addEventListener("beforeunload", onUnload);
  const unwatch = "navigation" in window ? watchTraversals() : watchPops();
  return () => {
    window.removeEventListener("click", onClick, true);
    window.removeEventListener("beforeunload", onUnload);
    unwatch();
  };
}

/**
 * For editors: while `dirty`, leaving the page by a link, the palette, the back button or by closing
 * it asks first. `what` returns what will happen to the changes, such as that a draft is kept; without
 * it they are said to be lost. The editor's own calls of `router.push` are not affected.
 */
export function useLeaveGuard(dirty: boolean, what?: () => string | undefined): void {
  const router = useRouter();
  const describe = useEffectEvent(() => what?.());
  useEffect(() => {
    if (!dirty) return;
    const guard = { what: () => describe() };
    leaving = false;
    guards.add(guard);
    const unwatch = watch((href) => router.push(href));
    notify();
    return () => {
      guards.delete(guard);
      unwatch();
      notify();
    };
  }, [dirty, router]);
}

/** True while the page has unsaved changes. */
export function useIsUnsaved(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => guards.size > 0,
    () => false,
  );
}

/** The dialog shown when leaving with unsaved changes. Rendered once, in the shell. */
export function LeaveDialog() {
  const current = useSyncExternalStore(
    subscribe,
    () => attempt,
    () => null,
  );
  return (
    <ConfirmDialog
      open={current !== null}
      onOpenChange={() => setAttempt(null)}
      title="Leave without saving?"
      cancel="Stay"
      confirm="Leave"
      onConfirm={() => {
        if (current) leaveAtOnce(current.go);
      }}
    >
      <p>{current?.what ?? "Your changes on this page are not saved and will be lost."}</p>
    </ConfirmDialog>
  );
}
