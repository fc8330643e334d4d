import { type ComponentType, lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = [0, 1, 2, 3, 4, 5];

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

/**
 * An editor in JavaScript of its own. It starts to load as soon as the page's script runs: the HTML
 * already has the whole form, so the page needs less JavaScript to start.
 */
export function lazyEditor<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  const Editor = lazy(load);
  // A failed load is repeated and reported when the editor renders.
  if (typeof window !== "undefined") load().catch(() => undefined);
  return function LazyEditor(props: P) {
    return (
      <Suspense fallback={<EditorSkeleton />}>
        <Editor {...props} />
      </Suspense>
    );
  };
}
