import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [44, 60, 36, 52, 64, 40, 48, 56];

/** The shape of the events while they come. */
export function AuditSkeleton() {
  return (
    <div role="status" className="rounded-lg border border-line bg-panel">
      <span className="sr-only">Loading the events</span>
      {ROWS.map((width, index) => (
        <div key={index} className="flex gap-8 border-t border-line px-3 py-2.5 first:border-t-0">
          <Skeleton className="w-24" />
          <Skeleton className="w-32 max-sm:hidden" />
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="grow max-lg:hidden" />
        </div>
      ))}
    </div>
  );
}
