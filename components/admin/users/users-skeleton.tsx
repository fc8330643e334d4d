import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [56, 40, 64, 48, 60, 44, 52, 40];

/** The shape of the list while it comes. */
export function UsersSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the users</span>
      {ROWS.map((width, index) => (
        <div key={index} className="flex gap-6 border-t border-line px-3 py-2.5 first:border-t-0">
          <span className="grid grow gap-1">
            <span style={{ width: `${width * 2}px` }}>
              <Skeleton />
            </span>
            <Skeleton className="w-44" />
          </span>
          <Skeleton className="w-20 max-sm:hidden" />
          <Skeleton className="w-20 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
