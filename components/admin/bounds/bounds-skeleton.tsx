import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const ROWS = [36, 52, 44, 40];

/** The shape of the list while it comes. */
export function BoundsSkeleton() {
  return (
    <ListSkeleton what="the bounds" widths={ROWS}>
      {(width) => (
        <>
          <span className="grid grow gap-1">
            <span style={{ width: `${width * 3}px` }}>
              <Skeleton />
            </span>
            <Skeleton className="w-40" />
          </span>
          <Skeleton className="w-24 max-sm:hidden" />
          <Skeleton className="w-40 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
