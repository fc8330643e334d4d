import { ListSkeleton, Skeleton } from "@/components/ui/skeleton";

const WIDTHS = [44, 60, 52, 48, 64];

/** The shape of the history while it loads. */
export function HistorySkeleton() {
  return (
    <ListSkeleton what="the history" widths={WIDTHS} className="grid gap-3 py-3.5!">
      {(width) => (
        <>
          <span style={{ width: `${width * 4}px` }}>
            <Skeleton />
          </span>
          <Skeleton className="h-3 w-32" />
          <Skeleton className="w-96 max-w-full" />
        </>
      )}
    </ListSkeleton>
  );
}
