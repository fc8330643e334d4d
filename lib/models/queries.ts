import { queryOptions } from "@tanstack/react-query";
import { clientOf } from "@/lib/http/browser/client";
import type { catalogContract } from "./catalog-contract";
import type { modelsContract } from "./contract";

const { read } = clientOf<typeof modelsContract & typeof catalogContract>();

/** The whole catalog, a line a model: what is searched, chosen from and compared. */
export function catalogOptions() {
  return queryOptions({
    queryKey: ["models", "rows"],
    queryFn: ({ signal }) => read("/api/catalog", { signal }),
  });
}

/** One model with all its facts. */
export function modelOptions(id: string) {
  return queryOptions({
    queryKey: ["models", "one", id],
    queryFn: ({ signal }) => read("/api/models/{id}", { params: { id }, signal }),
  });
}

/** The origins of the catalog. They change without the user, so an open page fetches them again. */
export function catalogStatusOptions() {
  return queryOptions({
    queryKey: ["models", "care"],
    queryFn: ({ signal }) => read("/api/admin/catalog", { signal }),
    refetchInterval: 10_000,
  });
}
