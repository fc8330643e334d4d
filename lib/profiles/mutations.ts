import { type InfiniteData, mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/action-result";
import { deleteProfileAction, duplicateProfileAction, restoreRevisionAction } from "./actions";
import { ALL, LISTS, profileOptions } from "./queries";
import type { ProfilePage } from "./query";
import type { Profile } from "./schema";

/** Keeps the profile as the server answered it; everything else about profiles is asked for anew. */
function keep(client: QueryClient) {
  return async (saved: Profile) => {
    client.setQueryData(profileOptions(saved.id).queryKey, saved);
    await client.invalidateQueries();
  };
}

interface Restoring {
  id: string;
  /** That is in force now. */
  revision: number;
  /** Whose content comes back. */
  restore: number;
}

export function restoreRevisionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (restoring: Restoring) => dataOf(restoreRevisionAction(restoring)),
    onSuccess: keep(client),
  });
}

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
