import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import type { AuditFilters } from "./filters";
import type { auditContract } from "./contract";

const { read, urlOf } = clientOf<typeof auditContract>();
const ALL = ["audit"] as const;

/** The events, newest first, page by page. */
export function auditListOptions(filters: AuditFilters) {
  return infiniteQueryOptions({
    queryKey: [...ALL, "list", filters],
    queryFn: ({ pageParam, signal }) =>
      read("/api/admin/audit", { query: { ...filters, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** How many events are older than a time. */
export function olderEventsOptions(time: string) {
  const count = async (since: string, signal: AbortSignal) => {
    return (await read("/api/admin/audit", { query: { since, limit: "1" }, signal })).total;
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
  return urlOf("/api/admin/audit/export", { query: { ...filters, format } });
}
