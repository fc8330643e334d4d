import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [36, 52, 44, 40];

/** The shape of the list while it comes. */
export function BoundsSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the bounds</span>
      {ROWS.map((width) => (
        <div key={width} className="flex gap-6 border-t border-line px-3 py-2.5 first:border-t-0">
          <span className="grid grow gap-1">
            <span style={{ width: `${width * 3}px` }}>
              <Skeleton />
            </span>
            <Skeleton className="w-40" />
          </span>
          <Skeleton className="w-24 max-sm:hidden" />
          <Skeleton className="w-40 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
