"use client";

import { useCallback, useMemo, useState } from "react";
import { cn } from "./cn";

/** The rows of a list that the user has selected, by their ids. */
export interface Selection {
  selected: ReadonlySet<string>;
  select: (ids: readonly string[], isSelected: boolean) => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** A selection; it ends when the list shows something else, which a different `scope` says. */
export function useSelection(scope = ""): Selection {
  const [state, setState] = useState({ scope, selected: NONE });
  if (state.scope !== scope) setState({ scope, selected: NONE });
  const select = useCallback((ids: readonly string[], isSelected: boolean) => {
    setState((before) => {
      const selected = new Set(before.selected);
      for (const id of ids) {
        if (isSelected) selected.add(id);
        else selected.delete(id);
      }
      return { ...before, selected };
    });
  }, []);
  const clear = useCallback(() => setState((before) => ({ ...before, selected: NONE })), []);
  const { selected } = state;
  return useMemo(() => ({ selected, select, clear }), [selected, select, clear]);
}

/** How many of some rows are selected. */
export type Extent = "all" | "some" | "none";

export function extentOf(ids: readonly string[], selected: ReadonlySet<string>): Extent {
  const count = ids.filter((id) => selected.has(id)).length;
  if (count === 0) return "none";
  return count === ids.length ? "all" : "some";
}

interface SelectBoxProps {
  /** Which rows, for screen readers. */
  label: string;
  extent: Extent;
  onSelect: (isSelected: boolean) => void;
  className?: string;
}

/** Selects one row or several. */
export function SelectBox({ label, extent, onSelect, className }: SelectBoxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      className={cn("size-4 accent-accent", className)}
      ref={(box) => {
        if (box) box.indeterminate = extent === "some";
      }}
      checked={extent === "all"}
      onChange={({ target }) => onSelect(target.checked)}
    />
  );
}
