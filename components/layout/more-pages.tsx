import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { FailedState } from "@/components/ui/failed-state";
import { LoadMore } from "@/components/ui/load-more";
import { failureText } from "@/lib/http/browser/failure";

type Pages = UseInfiniteQueryResult<{ pages: { total: number }[] }>;

/** A list that could not be had, or of which the next page could not. */
export function PagesFailed({ list }: { list: Pages }) {
  const again = () => void (list.data ? list.fetchNextPage() : list.refetch());
  return <FailedState {...failureText(list.error)} onRetry={again} />;
}

interface MorePagesProps {
  list: Pages;
  /** What the rows are: `profiles`. */
  what: string;
  shown: number;
}

/** Below a list that comes in pages: how much of it is there, and the next page. */
export function MorePages({ list, what, shown }: MorePagesProps) {
  return (
    <>
      {list.isFetchNextPageError && <PagesFailed list={list} />}
      <LoadMore
        what={what}
        shown={shown}
        total={list.data?.pages.at(-1)?.total ?? 0}
        hasMore={list.hasNextPage}
        busy={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </>
  );
}
