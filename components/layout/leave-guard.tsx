"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { ConfirmDialog } from "@/components/ui/dialog";

/** An editor with unsaved changes. */
interface Guard {
  /** What becomes of them, where that is not the usual. */
  what: () => string | undefined;
}

/** Somebody is on their way out of an editor with unsaved changes. */
interface Question {
  what: string | undefined;
  /** Goes where they were going. */
  go: () => void;
}

const guards = new Set<Guard>();
const listeners = new Set<() => void>();
let question: Question | null = null;
/** They have chosen to leave: what happens on the way out does not ask again. */
let leaving = false;

function notify(): void {
  for (const listener of listeners) listener();
}

function show(next: Question | null): void {
  question = next;
  notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the address is another page: an anchor or a tab of this one loses nothing. */
function isElsewhere(href: string): boolean {
  return new URL(href, window.location.href).pathname !== window.location.pathname;
}

/**
 * Does something that leaves the page: at once where nothing is unsaved, else after asking. For what
 * is no link and leads nowhere in the app, such as signing out; else see `useGuardedNavigate`.
 */
export function leaveBy(go: () => void): void {
  const [guard] = guards;
  if (guard) show({ what: guard.what(), go });
  else go();
}

/** Leaves the page without asking: for who was told already that nothing is lost by it. */
export function leaveAtOnce(go: () => void): void {
  leaving = true;
  go();
}

/** Goes to a page of the app, after asking where something is unsaved. */
export function useGuardedNavigate(): (href: string) => void {
  const router = useRouter();
  return (href) => {
    const go = () => router.push(href as Route);
    if (isElsewhere(href)) leaveBy(go);
    else go();
  };
}

/** The link of the app that a click follows in this tab, if it follows one. */
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

/** The back and forward buttons where the browser asks before it goes. */
function watchTraversals(): () => void {
  const { navigation } = window;
  const onNavigate = (event: NavigateEvent) => {
    const { key, url } = event.destination;
    const isLeaving = event.navigationType === "traverse" && isElsewhere(url);
    if (leaving || !isLeaving || !event.cancelable) return;
    event.preventDefault();
    leaveBy(() => void navigation.traverseTo(key));
  };
  navigation.addEventListener("navigate", onNavigate);
  return () => navigation.removeEventListener("navigate", onNavigate);
}

/**
 * The back and forward buttons where the browser tells only afterwards: the page's own entry is put
 * back on top, and leaving is one step back from it.
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

/** All ways out of the page, as long as something is unsaved. */
function watch(navigate: (href: string) => void): () => void {
  const onClick = (event: MouseEvent) => {
    // Still here: whatever took them away before has failed.
    leaving = false;
    const link = followedLink(event);
    if (!link || !isElsewhere(link.href)) return;
    stop(event);
    const href = link.pathname + link.search + link.hash;
    leaveBy(() => navigate(href));
  };
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!leaving) event.preventDefault();
  };
  // On the window, before React hears of it.
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
 * For editors: while `dirty`, whoever leaves the page (by a link, the palette, the back button, or
 * by closing it) is asked first. `what`, asked then, says what becomes of the changes, such as that a
 * draft is kept; without it they are told to be lost. `router.push` of the editor's own goes through.
 */
export function useLeaveGuard(dirty: boolean, what?: () => string | undefined): void {
  const router = useRouter();
  const tell = useEffectEvent(() => what?.());
  useEffect(() => {
    if (!dirty) return;
    const guard = { what: () => tell() };
    leaving = false;
    guards.add(guard);
    const unwatch = watch((href) => router.push(href as Route));
    notify();
    return () => {
      guards.delete(guard);
      unwatch();
      notify();
    };
  }, [dirty, router]);
}

/** Whether something on the page is not saved. */
export function useIsUnsaved(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => guards.size > 0,
    () => false,
  );
}

/** Asks whoever leaves with unsaved changes. Stands once, in the shell. */
export function LeaveQuestion() {
  const asked = useSyncExternalStore(
    subscribe,
    () => question,
    () => null,
  );
  return (
    <ConfirmDialog
      open={asked !== null}
      onOpenChange={() => show(null)}
      title="Leave without saving?"
      cancel="Stay"
      confirm="Leave"
      onConfirm={() => {
        if (asked) leaveAtOnce(asked.go);
      }}
    >
      <p>{asked?.what ?? "What you changed on this page is not saved and will be lost."}</p>
    </ConfirmDialog>
  );
}
