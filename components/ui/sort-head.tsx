"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { HeadCell } from "./table";

interface SortHeadProps<S extends string> {
  /** The orders that it stands for: the one that is chosen first, and its reverse. */
  orders: readonly [S, S];
  sort: S;
  onSort: (sort: S) => void;
  className?: string | undefined;
  children: ReactNode;
}

/** The head of a column that rows can be ordered by; `-name` is the falling order of `name`. */
export function SortHead<S extends string>(props: SortHeadProps<S>) {
  const { orders, sort, onSort, className, children } = props;
  const [first, second] = orders;
  const isChosen = sort === first || sort === second;
  const isFalling = sort.startsWith("-");
  const Arrow = isFalling ? ArrowDown : ArrowUp;
  return (
    <HeadCell
      className={className}
      aria-sort={isChosen ? (isFalling ? "descending" : "ascending") : undefined}
    >
      <button
        type="button"
        className="-mx-1 inline-flex h-6 items-center gap-1 rounded px-1 hover:bg-hover hover:text-ink"
        onClick={() => onSort(sort === first ? second : first)}
      >
        {children}
        {isChosen && <Arrow className="size-3" aria-hidden />}
      </button>
    </HeadCell>
  );
}
