import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { clientOf } from "@/lib/http/browser/client";
import { revokeSessionAction } from "./actions";
import type { sessionsContract } from "./contract";

const { read } = clientOf<typeof sessionsContract>();

export function sessionsOptions() {
  return queryOptions({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => read("/api/sessions", { signal }),
  });
}

export function revokeSessionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(revokeSessionAction({ params: { id } })),
    onSettled: () => client.invalidateQueries(sessionsOptions()),
  });
}
