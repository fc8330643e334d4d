import { queryOptions } from "@tanstack/react-query";
import { clientOf } from "@/lib/http/browser/client";
import type { enginesContract } from "./contract";

const { read } = clientOf<typeof enginesContract>();

/** The models that engines run. It changes without the user's doing, so it is read anew at each use. */
export function servedModelsOptions() {
  return queryOptions({
    queryKey: ["engines", "served"],
    queryFn: ({ signal }) => read("/api/engines/models", { signal }),
  });
}

/** Every engine with its health. It changes without the user's doing: refetched while it is shown. */
export function enginesOptions() {
  return queryOptions({
    queryKey: ["engines", "list"],
    queryFn: ({ signal }) => read("/api/admin/engines", { signal }),
    refetchInterval: 10_000,
  });
}
