import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { dataOf } from "@/lib/http/browser/actions";
import { clientOf } from "@/lib/http/browser/client";
import { createKeyAction, revokeKeyAction, revokeUserKeyAction } from "./actions";
import type { keysContract } from "./contract";
import type { keyInput } from "./schema";

const { read } = clientOf<typeof keysContract>();

export function keysOptions() {
  return queryOptions({
    queryKey: ["keys"],
    queryFn: ({ signal }) => read("/api/keys", { signal }),
  });
}

export function createKeyMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: z.input<typeof keyInput>) => dataOf(createKeyAction({ body: input })),
    onSuccess: () => client.invalidateQueries(keysOptions()),
    // The result contains the secret: it is dropped when its dialog closes.
    gcTime: 0,
  });
}

/** The key leaves the list at once, and comes back if the server refuses. */
export function revokeKeyMutation(client: QueryClient) {
  const { queryKey } = keysOptions();
  return mutationOptions({
    mutationFn: (id: string) => dataOf(revokeKeyAction({ params: { id } })),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (list) =>
        list ? { data: list.data.filter((key) => key.id !== id) } : list,
      );
      return { before };
    },
    onError: (_error, _id, kept) => void client.setQueryData(queryKey, kept?.before),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
}

/** The keys of any user, for admins. */
export function userKeysOptions(userId: string) {
  return queryOptions({
    queryKey: ["keys", "of", userId],
    queryFn: ({ signal }) => read("/api/admin/users/{id}/keys", { params: { id: userId }, signal }),
  });
}

export function revokeUserKeyMutation(client: QueryClient, userId: string) {
  return mutationOptions({
    mutationFn: (key: string) => dataOf(revokeUserKeyAction({ params: { id: userId, key } })),
    onSettled: () => client.invalidateQueries(userKeysOptions(userId)),
  });
}
