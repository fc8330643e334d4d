import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import { MAX_BASES } from "@/lib/values/content";
import type { profilesContract } from "./contract";
import type { ProfileFilters } from "./filters";
import type { ProfilePage } from "./query";
import type { Profile } from "./schema";

const { read } = clientOf<typeof profilesContract>();
/** The start of every query key about profiles. */
export const ALL = ["profiles"] as const;
export const LISTS = [...ALL, "list"] as const;

/** The list, page by page. */
export function profileListOptions(filters: ProfileFilters) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, filters],
    queryFn: ({ pageParam, signal }) =>
      read("/api/models/profiles", { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export interface ProfileCounts {
  me: number;
  system: number;
}

/** The number of rows in each tab under the filters. */
export function profileCountsOptions({ owner: _owner, sort: _sort, ...rest }: ProfileFilters) {
  return queryOptions({
    queryKey: [...ALL, "counts", rest],
    queryFn: async ({ signal }): Promise<ProfileCounts> => {
      const count = async (owner: "me" | "system") => {
        const query = { ...rest, owner, sort: "name", limit: "1" } as const;
        return (await read("/api/models/profiles", { query, signal })).total;
      };
      const [me, system] = await Promise.all([count("me"), count("system")]);
      return { me, system };
    },
    placeholderData: keepPreviousData,
  });
}

/** The viewer's profiles that are based on this one. */
export function basedOnOptions(id: string) {
  const query = { owner: "me", base: id, limit: "200" } as const;
  return queryOptions({
    queryKey: [...ALL, "based-on", id],
    queryFn: ({ signal }) => read("/api/models/profiles", { query, signal }),
  });
}

/** One profile. */
export function profileOptions(id: string) {
  return queryOptions({
    queryKey: [...ALL, "one", id],
    queryFn: ({ signal }) => read("/api/models/profiles/{id}", { params: { id }, signal }),
  });
}

/** Revisions per page: each lists its changes, and few users go back far. */
export const REVISIONS_LIMIT = "20";

/** A profile's revisions, newest first, page by page. */
export function revisionListOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [...ALL, "revisions", id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: REVISIONS_LIMIT, cursor: pageParam };
      return read("/api/models/profiles/{id}/revisions", { params: { id }, query, signal });
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** The 19 defaults with their reach; for admins. */
export function defaultListOptions() {
  return queryOptions({
    queryKey: [...ALL, "defaults"],
    queryFn: ({ signal }) => read("/api/admin/defaults", { signal }),
  });
}

/** A profile and its bases, nearest first; empty without an id. */
export function chainOptions(id: string | null) {
  return queryOptions({
    queryKey: [...ALL, "chain", id],
    queryFn: async ({ signal }) => {
      const chain: Profile[] = [];
      for (let next = id; next !== null && chain.length <= MAX_BASES;) {
        const link: Profile = await read("/api/models/profiles/{id}", {
          params: { id: next },
          signal,
        });
        chain.push(link);
        next = link.base_profile_id;
      }
      return chain;
    },
  });
}

/** Every profile the viewer may use, by name. */
export function allProfilesOptions() {
  return queryOptions({
    queryKey: [...ALL, "all"],
    queryFn: async ({ signal }) => {
      const found: Profile[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const query = { owner: "all", limit: "200", cursor } as const;
        const page: ProfilePage = await read("/api/models/profiles", { query, signal });
        found.push(...page.data);
        cursor = page.next_cursor;
      }
      return found;
    },
  });
}
