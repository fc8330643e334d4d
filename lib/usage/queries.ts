import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import type { usageContract } from "./contract";
import { type ActivityFilters, periodOf } from "./filters";

const { read } = clientOf<typeof usageContract>();
const ALL = ["usage"] as const;

/** The requests, newest first, page by page. */
export function requestListOptions(owner: ActivityFilters["owner"]) {
  return infiniteQueryOptions({
    queryKey: [...ALL, "requests", owner],
    queryFn: ({ pageParam, signal }) =>
      read("/api/requests", { query: { owner, cursor: pageParam, limit: "50" }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** The sums of all requests, by time. */
export function timelineOptions({ owner, span }: Omit<ActivityFilters, "group">) {
  return queryOptions({
    queryKey: [...ALL, "timeline", owner, span],
    queryFn: ({ signal }) =>
      read("/api/usage", { query: { owner, ...periodOf(span, new Date()) }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The sums of each group. */
export function groupsOptions({ owner, span, group }: ActivityFilters) {
  return queryOptions({
    queryKey: [...ALL, "groups", owner, span, group],
    queryFn: ({ signal }) => {
      const { from } = periodOf(span, new Date());
      return read("/api/usage", { query: { owner, from, by: "all", group }, signal });
    },
    placeholderData: keepPreviousData,
  });
}
