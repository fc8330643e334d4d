import { Skeleton } from "@/components/ui/skeleton";

const REVISIONS = [3, 1, 2];

export function HistorySkeleton() {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading the history</span>
      {REVISIONS.map((lines, index) => (
        <div key={index} className="grid gap-3 rounded-lg border border-line bg-panel p-4">
          <Skeleton className="w-56 max-w-full" />
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} className="w-96 max-w-full" />
          ))}
        </div>
      ))}
    </div>
  );
}
