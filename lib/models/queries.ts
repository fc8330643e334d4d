import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ModelRows, ModelWithUse } from "./query";

/** The whole catalog, a line a model: what is searched, chosen from and compared. */
export function catalogOptions() {
  return queryOptions({
    queryKey: ["models", "rows"],
    queryFn: ({ signal }) => fetchJson<ModelRows>("/api/catalog", signal),
  });
}

/** One model with all its facts. */
export function modelOptions(id: string) {
  return queryOptions({
    queryKey: ["models", "one", id],
    queryFn: ({ signal }) =>
      fetchJson<ModelWithUse>(`/api/models/${encodeURIComponent(id)}`, signal),
  });
}
