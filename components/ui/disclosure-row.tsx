"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, Suspense, useId, useState } from "react";
import { cn } from "./cn";
import { Skeleton } from "./skeleton";

interface DisclosureRowProps {
  summary: ReactNode;
  /** Loads the code of the details, before the row is opened. */
  onApproach: () => void;
  /** Rendered while the row is open. */
  children: ReactNode;
}

/** A row of a list that opens to show details, whose code is loaded when they are needed. */
export function DisclosureRow({ summary, onApproach, children }: DisclosureRowProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onPointerEnter={onApproach}
        onFocus={onApproach}
        onClick={() => setOpen(!isOpen)}
        className="grid w-full grid-cols-[1rem_minmax(0,1fr)] items-baseline gap-x-2 px-3 py-2 text-left -outline-offset-2 hover:bg-hover/50"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-4 translate-y-0.5 self-start text-muted", isOpen && "rotate-90")}
        />
        {summary}
      </button>
      {isOpen && (
        <div id={id} className="border-t border-line bg-ground px-3 py-3 sm:pl-9">
          <Suspense fallback={<Skeleton className="w-96 max-w-full" />}>{children}</Suspense>
        </div>
      )}
    </li>
  );
}
