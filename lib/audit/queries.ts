import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { fetchJson, withQuery } from "@/lib/http/browser/fetch-json";
import { type AuditFilters, NO_AUDIT_FILTERS } from "./filters";
import type { AuditPage } from "./schema";

const ADDRESS = "/api/admin/audit";
const ALL = ["audit"] as const;

/** The events, newest first, page by page. */
export function auditListOptions(filters: AuditFilters) {
  return infiniteQueryOptions({
    queryKey: [...ALL, "list", filters],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filters, cursor: pageParam };
      return fetchJson<AuditPage>(withQuery(ADDRESS, query), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** How many events are older than a time. */
export function olderEventsOptions(time: string) {
  const count = async (since: string, signal: AbortSignal) => {
    const url = withQuery(ADDRESS, { ...NO_AUDIT_FILTERS, since, limit: 1 });
    return (await fetchJson<AuditPage>(url, signal)).total;
  };
  return queryOptions({
    queryKey: [...ALL, "older", time],
    queryFn: async ({ signal }) => {
      const [all, kept] = await Promise.all([count("", signal), count(time, signal)]);
      return Math.max(0, all - kept);
    },
  });
}

/** Where the events that the filters show are to be had as a file. */
export function exportAddress(filters: AuditFilters, format: "csv" | "json"): string {
  return withQuery(`${ADDRESS}/export`, { ...filters, format });
}
