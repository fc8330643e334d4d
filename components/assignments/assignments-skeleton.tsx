import { Skeleton } from "@/components/ui/skeleton";

const GROUPS = [2, 4, 3];

/** The shape of the list while it loads. */
export function AssignmentsSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading assignments</span>
      {GROUPS.map((rows, group) => (
        <div key={group} className="rounded-lg border border-line bg-panel">
          <div className="border-b border-line bg-ground px-3 py-2">
            <Skeleton className="h-3 w-20" />
          </div>
          {Array.from({ length: rows }, (_, index) => (
            <div
              key={index}
              className="grid items-center gap-x-6 gap-y-2 border-t border-line px-3 py-3.5 first:border-t-0 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)_minmax(0,1.2fr)]"
            >
              <span className="grid gap-1.5">
                <Skeleton className="w-28" />
                <Skeleton className="h-3 w-44" />
              </span>
              <Skeleton className="h-8" />
              <Skeleton className="w-56 max-w-full" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
