import { infiniteQueryOptions, mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import { emptyKeptAction, setKeepingAction } from "./actions";
import type { keptContract } from "./contract";

const { read } = clientOf<typeof keptContract>();

/** Whether the requests through a profile of the viewer are kept, and those that are, page by page. */
export function keptOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: ["kept", id],
    queryFn: ({ pageParam, signal }) =>
      read("/api/models/profiles/{id}/kept-requests", {
        params: { id },
        query: { cursor: pageParam, limit: "10" },
        signal,
      }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Starts to keep requests, or stops and deletes what is kept. */
export function setKeepingMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: (enabled: boolean) =>
      dataOf(setKeepingAction({ params: { id }, body: { enabled } })),
    onSettled: () => client.invalidateQueries({ queryKey: keptOptions(id).queryKey }),
  });
}

/** Deletes what is kept. */
export function emptyKeptMutation(client: QueryClient, id: string) {
  return mutationOptions({
    mutationFn: () => dataOf(emptyKeptAction({ params: { id } })),
    onSettled: () => client.invalidateQueries({ queryKey: keptOptions(id).queryKey }),
  });
}
