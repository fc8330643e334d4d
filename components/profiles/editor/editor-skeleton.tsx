import { Skeleton } from "@/components/ui/skeleton";

/** Fields side by side, from top to bottom. */
const ROWS = [0, 1, 2, 3, 4, 5];

/** The shape of an editor while it comes. */
export function EditorSkeleton() {
  return (
    <div role="status" className="grid gap-8">
      <span className="sr-only">Loading the editor</span>
      <Skeleton className="h-7 w-64" />
      <div className="grid gap-x-6 gap-y-5 md:grid-cols-2">
        {ROWS.map((row) => (
          <div key={row} className="grid gap-2">
            <Skeleton className="w-24" />
            <Skeleton className="h-8" />
          </div>
        ))}
      </div>
      <Skeleton className="h-32" />
    </div>
  );
}
