import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import { dataOf } from "@/lib/http/action-result";
import { fetchJson, withQuery } from "@/lib/http/fetch-json";
import { deleteProfileAction, duplicateProfileAction } from "./actions";
import { apiQuery, type ProfileFilters } from "./filters";
import type { ProfilePage } from "./query";

const ADDRESS = "/api/models/profiles";
const ALL = ["profiles"] as const;
const LISTS = [...ALL, "list"] as const;

/** The rows of the list, page by page. */
export function profileListOptions(filters: ProfileFilters) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...apiQuery(filters), cursor: pageParam };
      return fetchJson<ProfilePage>(withQuery(ADDRESS, query), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export interface ProfileCounts {
  me: number;
  system: number;
}

/** How many rows each tab has under the filters. */
export function profileCountsOptions({ owner: _owner, sort: _sort, ...rest }: ProfileFilters) {
  const chosen = apiQuery({ ...rest, owner: "all", sort: "name" });
  return queryOptions({
    queryKey: [...ALL, "counts", rest],
    queryFn: async ({ signal }): Promise<ProfileCounts> => {
      const count = async (owner: string) => {
        const url = withQuery(ADDRESS, { ...chosen, owner, limit: 1 });
        return (await fetchJson<ProfilePage>(url, signal)).total;
      };
      const [me, system] = await Promise.all([count("me"), count("system")]);
      return { me, system };
    },
    placeholderData: keepPreviousData,
  });
}

/** The caller's profiles that stand on this one. */
export function basedOnOptions(id: string) {
  const url = withQuery(ADDRESS, { owner: "me", base: id, limit: 200 });
  return queryOptions({
    queryKey: [...ALL, "based-on", id],
    queryFn: ({ signal }) => fetchJson<ProfilePage>(url, signal),
  });
}

export function duplicateProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(duplicateProfileAction({ id })),
    onSettled: () => client.invalidateQueries({ queryKey: ALL }),
  });
}

type Lists = InfiniteData<ProfilePage, string | null>;

function without(id: string) {
  return (lists: Lists | undefined): Lists | undefined =>
    lists && {
      ...lists,
      pages: lists.pages.map((page) => ({
        ...page,
        data: page.data.filter((profile) => profile.id !== id),
      })),
    };
}

/** The profile leaves every list at once, and comes back if the server refuses. */
export function deleteProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(deleteProfileAction({ id })),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: ALL });
      const before = client.getQueriesData<Lists>({ queryKey: LISTS });
      client.setQueriesData<Lists>({ queryKey: LISTS }, without(id));
      return { before };
    },
    onError: (_error, _id, kept) => {
      for (const [queryKey, lists] of kept?.before ?? []) client.setQueryData(queryKey, lists);
    },
    // The tasks that used it are back on their default.
    onSettled: () => client.invalidateQueries(),
  });
}
