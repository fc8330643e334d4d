import type { ReactNode } from "react";
import { cn } from "./cn";

/** The shape of a line of text that is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span className={cn("block h-4 animate-pulse rounded bg-hover", className)} />;
}

interface ListSkeletonProps {
  /** What is loading: `profiles`. */
  what: string;
  /** For each row, the width of its first part. */
  widths: readonly number[];
  className?: string;
  children: (width: number) => ReactNode;
}

/** The shape of a list's rows while it loads. */
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
