"use client";

import { useCallback, useMemo, useState } from "react";
import { cn } from "./cn";

/** The rows of a list that the user has selected, by their ids. */
export interface Selection {
  selected: ReadonlySet<string>;
  /** Which box was used last, as `boxOf` says; null if nothing is selected. */
  latest: string | null;
  select: (ids: readonly string[], isSelected: boolean) => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING = { selected: NONE, latest: "" };

/** Identifies the box that selects some rows. */
export function boxOf(ids: readonly string[]): string {
  return ids.join();
}

/** A selection; it ends when the list shows something else, which a different `scope` says. */
export function useSelection(scope = ""): Selection {
  const [state, setState] = useState({ scope, ...NOTHING });
  if (state.scope !== scope) setState({ scope, ...NOTHING });
  const select = useCallback((ids: readonly string[], isSelected: boolean) => {
    setState((before) => {
      const selected = new Set(before.selected);
      for (const id of ids) {
        if (isSelected) selected.add(id);
        else selected.delete(id);
      }
      return { ...before, selected, latest: boxOf(ids) };
    });
  }, []);
  const clear = useCallback(() => setState((before) => ({ ...before, ...NOTHING })), []);
  const { selected } = state;
  const latest = selected.size > 0 ? state.latest : null;
  return useMemo(() => ({ selected, latest, select, clear }), [selected, latest, select, clear]);
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
  id?: string;
  extent: Extent;
  /** True if this box was used last: then a button after it leads to the actions. */
  isLatest?: boolean;
  onSelect: (isSelected: boolean) => void;
  className?: string;
}

/** The id of the region with the actions for the selected rows. */
export const SELECTION_ACTIONS = "selection-actions";

/** Skips the other rows; visible while it has the focus, which follows that of the box. */
function SkipToActions() {
  return (
    <button
      type="button"
      className="sr-only z-20 rounded-md bg-accent px-3 py-1.5 whitespace-nowrap text-on-accent focus:not-sr-only focus:absolute focus:top-0 focus:left-6"
      onClick={() => document.getElementById(SELECTION_ACTIONS)?.querySelector("button")?.focus()}
    >
      Go to actions
    </button>
  );
}

/** Selects one row or several. */
export function SelectBox({ extent, isLatest, onSelect, className, label, id }: SelectBoxProps) {
  return (
    <span className="relative flex">
      <input
        type="checkbox"
        id={id}
        aria-label={label}
        className={cn("size-4 accent-accent", className)}
        ref={(box) => {
          if (box) box.indeterminate = extent === "some";
        }}
        checked={extent === "all"}
        onChange={({ target }) => onSelect(target.checked)}
      />
      {isLatest && <SkipToActions />}
    </span>
  );
}
