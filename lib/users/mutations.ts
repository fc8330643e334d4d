import { type InfiniteData, mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/actions";
import {
  confirmPasswordAction,
  inviteUserAction,
  makeResetLinkAction,
  patchUserAction,
  withdrawInvitationAction,
} from "./actions";
import { USER_LISTS } from "./queries";
import type { ConfirmInput, InviteInput, UserPage, UserPatch } from "./schema";

/** Enters the password again, for what needs it in the next 10 minutes. @throws ProblemError */
export function confirmPassword(input: ConfirmInput): Promise<null> {
  return dataOf(confirmPasswordAction({ body: input }));
}

export function makeResetLinkMutation() {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(makeResetLinkAction({ params: { id } })),
    // The result contains the secret: it is dropped when its dialog closes.
    gcTime: 0,
  });
}

/** Creates an account without a password, and its link. */
export function inviteUserMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (input: InviteInput) => dataOf(inviteUserAction({ body: input })),
    onSuccess: () => client.invalidateQueries({ queryKey: USER_LISTS }),
    // As above.
    gcTime: 0,
  });
}

/** Deletes the account of an invited user. */
export function withdrawInvitationMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(withdrawInvitationAction({ params: { id } })),
    onSettled: () => client.invalidateQueries({ queryKey: USER_LISTS }),
  });
}

type Lists = InfiniteData<UserPage, string | null>;

interface UserChange {
  id: string;
  patch: UserPatch;
}

function changed({ id, patch }: UserChange) {
  return (lists: Lists | undefined): Lists | undefined =>
    lists && {
      ...lists,
      pages: lists.pages.map((page) => ({
        ...page,
        data: page.data.map((user) => (user.id === id ? { ...user, ...patch } : user)),
      })),
    };
}

/** The change shows in every list at once, and is undone if the server refuses. */
export function patchUserMutation(client: QueryClient) {
  const queryKey = [...USER_LISTS, "list"];
  return mutationOptions({
    mutationFn: ({ id, patch }: UserChange) =>
      dataOf(patchUserAction({ params: { id }, body: patch })),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueriesData<Lists>({ queryKey });
      client.setQueriesData<Lists>({ queryKey }, changed(change));
      return { before };
    },
    onError: (_error, _change, kept) => {
      for (const [key, lists] of kept?.before ?? []) client.setQueryData(key, lists);
    },
    onSettled: () => client.invalidateQueries({ queryKey: USER_LISTS }),
  });
}
