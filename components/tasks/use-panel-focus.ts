"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { recoverFocus } from "@/components/ui/focus";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { TasksState } from "@/lib/assignments/task-filters";
import type { Task } from "@/lib/registry/types";
import { rowLink } from "./task-list";
import { PANEL_HEADING } from "./task-panel";
import type { TasksUrl } from "./use-tasks-url";

/**
 * Moves the focus into a panel that opens, and back to its row when it closes. In a page that the
 * browser has just loaded, the focus stays at the start.
 */
export function usePanelFocus(open: Task | undefined, tab: TasksState["tab"]): void {
  // False in the first render of a loaded page; a page reached from another one has its panel to focus.
  const isHydrated = useHydrated();
  const last = useRef(isHydrated ? undefined : open?.key);
  const lastTab = useRef(tab);
  useEffect(() => {
    // What opened another tab may have been in the one that closed.
    if (lastTab.current !== tab) recoverFocus(document.getElementById(PANEL_HEADING));
    lastTab.current = tab;
  }, [tab]);
  useEffect(() => {
    const before = last.current;
    if (before === open?.key) return;
    last.current = open?.key;
    if (open) {
      document.getElementById(PANEL_HEADING)?.focus();
      return;
    }
    const link = before === undefined ? null : rowLink(before);
    recoverFocus(link);
    link?.scrollIntoView({ block: "nearest" });
  }, [open]);
}

/** The row of a task; undefined if it is not shown. */
function shownRow(key: string): HTMLElement | undefined {
  const row = rowLink(key)?.closest("li");
  return row?.offsetParent ? row : undefined;
}

/**
 * False while a panel that has just opened lies over the list: it is painted before the list is laid
 * out anew beside it, which takes as long again.
 */
export function useBeside(isOpen: boolean): boolean {
  const [isBeside, setIsBeside] = useState(isOpen);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setIsBeside(isOpen));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isOpen]);
  return isBeside;
}

/**
 * Opens and closes panels. That makes the list narrower or wider, and its rows higher or lower: the
 * row of the panel stays where it is in the window. One opened by its URL is scrolled into view.
 */
export function useRowInPlace({ open, show }: TasksUrl, isBeside: boolean): TasksUrl["show"] {
  const before = useRef<{ key: string; top: number }>(undefined);
  const shown = useRef(open?.key);
  useLayoutEffect(() => {
    shown.current = open?.key;
    if (open && !isBeside) return;
    const at = before.current;
    const key = open?.key ?? at?.key ?? "";
    const row = shownRow(key);
    before.current = undefined;
    if (at?.key === key && row) window.scrollBy(0, row.getBoundingClientRect().top - at.top);
    row?.scrollIntoView({ block: "nearest" });
  }, [open, isBeside]);
  return useCallback(
    (next, tab) => {
      const key = next ?? shown.current ?? "";
      const row = shownRow(key);
      before.current = row && { key, top: row.getBoundingClientRect().top };
      show(next, tab);
    },
    [show],
  );
}
