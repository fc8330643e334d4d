"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { addGuard, isOtherPage, isRoute, leaveBy, leaving } from "./leaving";

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
    if (leaving.isDecided || !isLeaving || !event.cancelable) return;
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
    if (leaving.isDecided || window.location.pathname === pathname) return;
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
    leaving.isDecided = false;
    const link = followedLink(event);
    // Without a connection the page stays (`Link`).
    if (!navigator.onLine) return;
    // Some links only change what the page shows; it asks itself before that.
    if (!link || !isOtherPage(link.href) || "within" in link.dataset) return;
    stop(event);
    const href = link.pathname + link.search + link.hash;
    if (isRoute(href)) leaveBy(() => navigate(href));
  };
  const onUnload = (event: BeforeUnloadEvent) => {
    if (!leaving.isDecided) event.preventDefault();
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
    leaving.isDecided = false;
    const removeGuard = addGuard({ what: () => describe() });
    const unwatch = watch((href) => router.push(href));
    return () => {
      removeGuard();
      unwatch();
    };
  }, [dirty, router]);
}
