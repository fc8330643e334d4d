import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import { removeBoundAction, setBoundAction } from "./actions";
import { boundsOptions } from "./queries";
import type { BoundInput } from "./schema";

/** Limits change effective values everywhere, so every query is read again. */
function invalidateAll(client: QueryClient) {
  return () => client.invalidateQueries();
}

export function setBoundMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: BoundInput) => dataOf(setBoundAction({ body: input })),
    onSuccess: invalidateAll(client),
  });
}

/** Removes the limit from the list at once, and restores it if the server refuses. */
export function removeBoundMutation(client: QueryClient) {
  const { queryKey } = boundsOptions();
  return mutationOptions({
    mutationFn: (id: string) => dataOf(removeBoundAction({ params: { id } })),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(
        queryKey,
        (bounds) => bounds && { data: bounds.data.filter((bound) => bound.id !== id) },
      );
      return { before };
    },
    onError: (_error, _id, kept) => client.setQueryData(queryKey, kept?.before),
    onSettled: invalidateAll(client),
  });
}
