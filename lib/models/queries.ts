import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser/fetch-json";
import type { ModelRows, ModelWithUse } from "./query";
import type { CatalogCare } from "./source-schema";

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

/** What the catalog is made of. It changes by itself: asked for again while it is looked at. */
export function catalogCareOptions() {
  return queryOptions({
    queryKey: ["models", "care"],
    queryFn: ({ signal }) => fetchJson<CatalogCare>("/api/admin/catalog", signal),
    refetchInterval: 10_000,
  });
}
