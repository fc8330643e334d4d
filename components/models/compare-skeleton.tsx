import { Skeleton } from "@/components/ui/skeleton";

const ROWS = Array.from({ length: 12 }, (_, index) => index);

/** The shape of the comparison while it comes. */
export function CompareSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the comparison</span>
      {ROWS.map((row) => (
        <div key={row} className="flex gap-6 border-t border-line px-3 py-2.5 first:border-t-0">
          <Skeleton className="w-28 shrink-0" />
          <Skeleton className="grow" />
          <Skeleton className="grow max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
