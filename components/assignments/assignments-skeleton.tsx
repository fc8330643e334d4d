import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [28, 40, 36, 32, 34, 38, 30, 42, 36, 33];

/** The shape of the matrix while it comes. */
export function AssignmentsSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the assignments</span>
      {ROWS.map((width, index) => (
        <div
          key={index}
          className="flex items-center gap-6 border-t border-line px-3 py-4 first:border-t-0"
        >
          <span className="w-48 shrink-0">
            <span className="block" style={{ width: `${width * 4}px` }}>
              <Skeleton />
            </span>
          </span>
          <span className="flex grow gap-16 max-lg:hidden">
            <Skeleton className="w-4 rounded-full!" />
            <Skeleton className="w-4 rounded-full!" />
            <Skeleton className="w-4 rounded-full!" />
          </span>
          <Skeleton className="w-56 max-lg:grow" />
        </div>
      ))}
    </div>
  );
}
