"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { HeadCell } from "./table";

interface SortHeadProps<S extends string> {
  /** The order that the first click chooses, and its reverse. */
  orders: readonly [S, S];
  sort: S;
  onSort: (sort: S) => void;
  className?: string | undefined;
  children: ReactNode;
}

/** The header of a sortable column; `-name` means `name` in descending order. */
export function SortHead<S extends string>(props: SortHeadProps<S>) {
  const { orders, sort, onSort, className, children } = props;
  const [first, second] = orders;
  const isSorted = sort === first || sort === second;
  const isDescending = sort.startsWith("-");
  const Arrow = isDescending ? ArrowDown : ArrowUp;
  return (
    <HeadCell
      className={className}
      aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        className="-mx-1 inline-flex h-6 items-center gap-1 rounded px-1 hover:bg-hover hover:text-ink"
        onClick={() => onSort(sort === first ? second : first)}
      >
        {children}
        {isSorted && <Arrow className="size-3" aria-hidden />}
      </button>
    </HeadCell>
  );
}
