import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FailedState } from "@/components/ui/states";
import { failureText } from "@/lib/http/browser/failure";

type Pages = UseInfiniteQueryResult<{ pages: { total: number }[] }>;

/** Shown when a list, or its next page, could not be loaded. */
export function PagesFailed({ list }: { list: UseInfiniteQueryResult<{ pages: unknown[] }> }) {
  const retry = () => void (list.data ? list.fetchNextPage() : list.refetch());
  return <FailedState {...failureText(list.error)} onRetry={retry} />;
}

interface MorePagesProps {
  list: Pages;
  /** One row: `profile`. */
  noun: string;
  shown: number;
}

/** Below a paginated list: how many rows are shown, and a button for the next page. */
export function MorePages({ list, noun, shown }: MorePagesProps) {
  const { hasNextPage } = list;
  const total = list.data?.pages.at(-1)?.total ?? 0;
  const nouns = (hasNextPage ? total : shown) === 1 ? noun : `${noun}s`;
  return (
    <>
      {list.isFetchNextPageError && <PagesFailed list={list} />}
      <div className="flex items-center gap-3">
        <p role="status" className={cn("text-xs text-muted", !hasNextPage && "sr-only")}>
          {hasNextPage ? `${shown} of ${total} ${nouns}` : `${shown} ${nouns}`}
        </p>
        {hasNextPage && (
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Load more
          </Button>
        )}
      </div>
    </>
  );
}
