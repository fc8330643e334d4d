import type { ReactNode } from "react";
import { cn } from "./cn";

interface ListSkeletonProps {
  /** What comes: `the profiles`. */
  what: string;
  /** Of each row, what its first part is wide by. */
  widths: readonly number[];
  className?: string;
  children: (width: number) => ReactNode;
}

/** The shape of a list's rows while it comes. */
export function ListSkeleton({ what, widths, className, children }: ListSkeletonProps) {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading {what}</span>
      {widths.map((width, index) => (
        <div
          key={index}
          className={cn(
            "flex border-t border-line px-3 py-2.5 first:border-t-0",
            className ?? "gap-6",
          )}
        >
          {children(width)}
        </div>
      ))}
    </div>
  );
}
