import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import { NO_USER_FILTERS, type UserFilters } from "./filters";
import type { usersContract } from "./contract";

const { read } = clientOf<typeof usersContract>();
/** The start of the key of every list of users. */
export const USER_LISTS = ["users"] as const;

/** The rows of the list of users, page by page. */
export function userListOptions(filters: UserFilters) {
  return infiniteQueryOptions({
    queryKey: [...USER_LISTS, "list", filters],
    queryFn: ({ pageParam, signal }) =>
      read("/api/admin/users", { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** The first users whose name or email address contains the text, to choose from. */
export function userChoicesOptions(q: string) {
  const query = { ...NO_USER_FILTERS, q, limit: "20" };
  return queryOptions({
    queryKey: [...USER_LISTS, "choices", q],
    queryFn: ({ signal }) => read("/api/admin/users", { query, signal }),
    placeholderData: keepPreviousData,
  });
}
