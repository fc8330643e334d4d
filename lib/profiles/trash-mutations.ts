import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import {
  deleteProfileAction,
  emptyTrashAction,
  purgeProfileAction,
  restoreProfileAction,
} from "./actions";
import { ALL, changeRows, type Lists, LISTS, trashOptions } from "./queries";

function without(id: string) {
  return changeRows((rows) => rows.filter((row) => row.id !== id));
}

/** Optimistic: the profile leaves every list at once and returns on an error. */
export function deleteProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) =>
      dataOf(deleteProfileAction({ params: { id }, expected_revision: null })),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: ALL });
      const before = client.getQueriesData<Lists>({ queryKey: LISTS });
      client.setQueriesData<Lists>({ queryKey: LISTS }, without(id));
      return { before };
    },
    onError: (_error, _id, rollback) => {
      for (const [queryKey, lists] of rollback?.before ?? []) client.setQueryData(queryKey, lists);
    },
    // The tasks that used it return to their default.
    onSettled: () => client.invalidateQueries(),
  });
}

/** Restores a deleted profile. */
export function restoreProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(restoreProfileAction({ params: { id } })),
    onSettled: () => client.invalidateQueries(),
  });
}

/** Deletes a profile in the trash for good. */
export function purgeProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(purgeProfileAction({ params: { id } })),
    onSettled: () => client.invalidateQueries({ queryKey: trashOptions().queryKey }),
  });
}

/** Deletes everything in the trash for good. */
export function emptyTrashMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: () => dataOf(emptyTrashAction()),
    onSettled: () => client.invalidateQueries({ queryKey: trashOptions().queryKey }),
  });
}
