import { type InfiniteData, mutationOptions, type QueryClient } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/browser/action-result";
import {
  changeNameAction,
  changePasswordAction,
  makeResetLinkAction,
  patchUserAction,
  readResetAction,
  registerAction,
  resetPasswordAction,
  setUpAction,
  signOutEverywhereAction,
} from "./actions";
import { USER_LISTS } from "./queries";
import type {
  AccountInput,
  NameInput,
  PasswordInput,
  ResetInput,
  UserPage,
  UserPatch,
} from "./schema";

/** Makes the first admin and signs them in. @throws ProblemError */
export function setUp(input: AccountInput) {
  return dataOf(setUpAction({ body: input }));
}

/** Makes a user and signs them in. @throws ProblemError */
export function register(input: AccountInput) {
  return dataOf(registerAction({ body: input }));
}

/** Changes the name of whoever is signed in. @throws ProblemError */
export function changeName(input: NameInput): Promise<{ name: string }> {
  return dataOf(changeNameAction(input));
}

/** Changes the password; all other browsers are signed out. @throws ProblemError */
export function changePassword(input: PasswordInput): Promise<null> {
  return dataOf(changePasswordAction(input));
}

/** Signs all browsers out, this one too. @throws ProblemError */
export function signOutEverywhere(): Promise<null> {
  return dataOf(signOutEverywhereAction(undefined));
}

/** Whose password a link would set; the secret goes in no address. @throws ProblemError */
export function readReset(token: string): Promise<{ email: string }> {
  return dataOf(readResetAction({ token }));
}

/** Sets a new password by a link and signs its user in where they may. @throws ProblemError */
export function resetPassword(input: ResetInput): Promise<{ signed_in: boolean }> {
  return dataOf(resetPasswordAction(input));
}

export function makeResetLinkMutation() {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(makeResetLinkAction({ params: { id } })),
    // The answer holds the secret: it goes with the dialog that shows it.
    gcTime: 0,
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
