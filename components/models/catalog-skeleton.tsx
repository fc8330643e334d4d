import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [64, 48, 56, 72, 52, 60, 44, 68, 56, 50];
const FACETS = [5, 4, 7, 5];

/** The shape of the catalog while it comes. */
export function CatalogSkeleton() {
  return (
    <div role="status" className="grid gap-x-6 gap-y-3 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <span className="sr-only">Loading the models</span>
      <Skeleton className="h-8! w-72 max-w-full lg:col-span-2" />
      <div className="grid content-start gap-6 px-1 max-lg:hidden">
        {FACETS.map((choices, facet) => (
          <div key={facet} className="grid gap-3">
            {Array.from({ length: choices }, (_, index) => (
              <Skeleton key={index} className={index === 0 ? "w-20" : "w-44"} />
            ))}
          </div>
        ))}
      </div>
      <div className="rounded-lg border border-line bg-panel">
        {ROWS.map((width, index) => (
          <div
            key={index}
            className="flex h-14 items-center gap-6 border-t border-line px-3 first:border-t-0"
          >
            <span className="min-w-0 grow">
              <span className="block max-w-full" style={{ width: `${width * 4}px` }}>
                <Skeleton />
              </span>
            </span>
            <Skeleton className="w-28 max-sm:hidden" />
            <Skeleton className="w-20 max-md:hidden" />
            <Skeleton className="w-20 max-xl:hidden" />
            <Skeleton className="w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
