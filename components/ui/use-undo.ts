"use client";

import { useCallback, useEffect, useId } from "react";
import { dismiss, toast } from "./toast";

/** Milliseconds in which it can be taken back. */
const REGRET = 10_000;

/**
 * Tells that something was done that the page can take back: only as long as the page is there, and
 * only the last of several.
 */
export function useUndo(): (title: string, undo: () => void) => void {
  const id = useId();
  useEffect(() => () => dismiss(id), [id]);
  return useCallback(
    (title, onClick) => {
      const action = { label: "Undo", onClick };
      toast({ id, kind: "success", title, action, duration: REGRET });
    },
    [id],
  );
}
