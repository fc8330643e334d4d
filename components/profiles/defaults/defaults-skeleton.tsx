import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [28, 36, 32, 30, 28, 34, 38, 26];

/** The shape of the list while it comes. */
export function DefaultsSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the defaults</span>
      {ROWS.map((width, index) => (
        <div key={index} className="flex gap-6 border-t border-line px-3 py-2.5 first:border-t-0">
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <span className="grid grow gap-1">
            <Skeleton className="w-44" />
            <Skeleton className="w-72 max-w-full" />
          </span>
          <Skeleton className="w-40 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
