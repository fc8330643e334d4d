import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const ROWS = [28, 36, 32, 30, 28, 34, 38, 26];

/** The shape of the list while it comes. */
export function DefaultsSkeleton() {
  return (
    <ListSkeleton what="the defaults" widths={ROWS}>
      {(width) => (
        <>
          <span style={{ width: `${width * 3}px` }}>
            <Skeleton />
          </span>
          <span className="grid grow gap-1">
            <Skeleton className="w-44" />
            <Skeleton className="w-72 max-w-full" />
          </span>
          <Skeleton className="w-40 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
