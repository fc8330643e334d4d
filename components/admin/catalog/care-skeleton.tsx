import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the page while it comes. */
export function CareSkeleton() {
  return (
    <div className="grid gap-6" aria-hidden>
      <div className="grid gap-2">
        <Skeleton className="w-24" />
        <Skeleton className="h-28" />
      </div>
      <div className="grid gap-2">
        <Skeleton className="w-40" />
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
