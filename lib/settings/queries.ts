import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser/fetch-json";
import type { Settings } from "./schema";

/** What is set for the whole installation. */
export function settingsOptions() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => fetchJson<Settings>("/api/admin/settings", signal),
  });
}
