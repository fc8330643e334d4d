import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const ROWS = [56, 40, 64, 48, 60, 44, 52, 40];

/** The shape of the list while it comes. */
export function UsersSkeleton() {
  return (
    <ListSkeleton what="the users" widths={ROWS}>
      {(width) => (
        <>
          <span className="grid grow gap-1">
            <span style={{ width: `${width * 2}px` }}>
              <Skeleton />
            </span>
            <Skeleton className="w-44" />
          </span>
          <Skeleton className="w-20 max-sm:hidden" />
          <Skeleton className="w-20 max-sm:hidden" />
          <Skeleton className="w-24 max-lg:hidden" />
        </>
      )}
    </ListSkeleton>
  );
}
