import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const ROWS = [56, 40, 64, 48, 60, 44, 52, 40];

/** The shape of the list while it comes. */
export function ProfilesSkeleton() {
  return (
    <ListSkeleton what="the profiles" widths={ROWS}>
      {(width) => (
        <>
          <span style={{ width: `${width * 4}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="w-28 max-sm:hidden" />
          <Skeleton className="w-48 max-md:hidden" />
          <Skeleton className="grow max-xl:hidden" />
          <Skeleton className="w-20" />
        </>
      )}
    </ListSkeleton>
  );
}
