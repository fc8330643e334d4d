import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const ROWS = [44, 60, 36, 52, 64, 40, 48, 56];

/** The shape of the events while they come. */
export function AuditSkeleton() {
  return (
    <ListSkeleton what="the events" widths={ROWS} className="gap-8">
      {(width) => (
        <>
          <Skeleton className="w-24" />
          <Skeleton className="w-32 max-sm:hidden" />
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="grow max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
