import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
} from "@tanstack/react-query";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import { MAX_BASES } from "@/lib/values/content";
import type { QueryInput } from "@/lib/http/endpoint";
import type { profilesContract } from "./contract";
import { LISTED_FIELDS, type ProfileFilters } from "./filters";
import type { ContentPage, ListedPage } from "./query";
import type { ListedProfile, Profile } from "./schema";
import type { trashContract } from "./trash-contract";

const { read: readTrash } = clientOf<typeof trashContract>();
const { read } = clientOf<typeof profilesContract>();
/** The start of every query key about profiles. */
export const ALL = ["profiles"] as const;
export const LISTS = [...ALL, "list"] as const;

/** The fields of the page with all profiles, which also shows what they inherit. */
export const EFFECTIVE_FIELDS = `${LISTED_FIELDS},effective`;

type ListQuery = QueryInput<typeof profilesContract.list> & { fields?: never };

/** A page of the list without prompts, which are long and which no list shows. */
async function readPage(
  query: ListQuery,
  signal: AbortSignal,
  fields = LISTED_FIELDS,
): Promise<ListedPage> {
  const listed = { ...query, fields };
  const page = await read("/api/models/profiles", { query: listed, signal });
  // The response has the fields that it was asked for.
  return page as ListedPage;
}

/** The list, page by page. */
export function profileListOptions(filters: ProfileFilters) {
  return infiniteQueryOptions({
    queryKey: [...LISTS, filters],
    queryFn: ({ pageParam, signal }) =>
      readPage({ ...filters, cursor: pageParam }, signal, EFFECTIVE_FIELDS),
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
        return (await readPage(query, signal)).total;
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
    queryFn: ({ signal }) => readPage(query, signal),
  });
}

/** One profile. */
export function profileOptions(id: string) {
  return queryOptions({
    queryKey: [...ALL, "one", id],
    queryFn: ({ signal }) => read("/api/models/profiles/{id}", { params: { id }, signal }),
  });
}

/** How many revisions are read with their contents: 20, and the one that the last is compared with. */
export const REVISIONS_LIMIT = "21";
/** The fields of revisions that the history reads: contents instead of changes, which it finds itself. */
export const REVISION_FIELDS = "revision,created_at,author,author_name,content";

/** A profile's revisions with their contents, newest first, page by page. */
export function revisionListOptions(id: string) {
  return infiniteQueryOptions({
    queryKey: [...ALL, "revisions", id],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: REVISIONS_LIMIT, fields: REVISION_FIELDS, cursor: pageParam };
      const path = "/api/models/profiles/{id}/revisions";
      const page = await read(path, { params: { id }, query, signal });
      // The response has the fields that it was asked for.
      return page as ContentPage;
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Who saved a profile as it is now, by id and name; null if someone has saved it since. */
export function authorOptions({ id, revision }: Profile) {
  return queryOptions({
    queryKey: [...ALL, "author", id, revision],
    queryFn: async ({ signal }) => {
      const query = { limit: "1", fields: "revision,author,author_name" };
      const path = "/api/models/profiles/{id}/revisions";
      const [newest] = (await read(path, { params: { id }, query, signal })).data;
      return newest?.revision === revision ? newest : null;
    },
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
      const found: ListedProfile[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const query = { owner: "all", limit: "200", cursor } as const;
        const page: ListedPage = await readPage(query, signal);
        found.push(...page.data);
        cursor = page.next_cursor;
      }
      return found;
    },
  });
}

/** The viewer's deleted profiles, the last deleted first, page by page. */
export function trashOptions() {
  return infiniteQueryOptions({
    queryKey: [...ALL, "trash"],
    queryFn: ({ pageParam, signal }) =>
      readTrash("/api/trash", { query: { cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** A list of profiles in the cache. */
export type Lists = InfiniteData<ListedPage, string | null>;

/** Changes the rows of every page of a list. */
export function changeRows(change: (rows: ListedProfile[]) => ListedProfile[]) {
  return (lists: Lists | undefined): Lists | undefined =>
    lists && {
      ...lists,
      pages: lists.pages.map((page) => ({ ...page, data: change(page.data) })),
    };
}
