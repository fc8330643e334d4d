import { type InfiniteData, mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/action-result";
import { deleteProfileAction, duplicateProfileAction } from "./actions";
import { ALL, LISTS } from "./queries";
import type { ProfilePage } from "./query";

export function duplicateProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(duplicateProfileAction({ id })),
    onSettled: () => client.invalidateQueries({ queryKey: ALL }),
  });
}

type Lists = InfiniteData<ProfilePage, string | null>;

function without(id: string) {
  return (lists: Lists | undefined): Lists | undefined =>
    lists && {
      ...lists,
      pages: lists.pages.map((page) => ({
        ...page,
        data: page.data.filter((profile) => profile.id !== id),
      })),
    };
}

/** The profile leaves every list at once, and comes back if the server refuses. */
export function deleteProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(deleteProfileAction({ id })),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: ALL });
      const before = client.getQueriesData<Lists>({ queryKey: LISTS });
      client.setQueriesData<Lists>({ queryKey: LISTS }, without(id));
      return { before };
    },
    onError: (_error, _id, kept) => {
      for (const [queryKey, lists] of kept?.before ?? []) client.setQueryData(queryKey, lists);
    },
    // The tasks that used it are back on their default.
    onSettled: () => client.invalidateQueries(),
  });
}
