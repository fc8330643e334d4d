import {
  type InfiniteData,
  mutationOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import { boundsOptions } from "@/lib/bounds/queries";
import type { BoundInput } from "@/lib/bounds/schema";
import { dataOf } from "@/lib/http/browser/client";
import {
  createProfileAction,
  deleteProfileAction,
  duplicateProfileAction,
  previewBoundAction,
  replaceProfileAction,
  resetDefaultAction,
  restoreRevisionAction,
} from "./actions";
import type { ProfileContent } from "@/lib/values/content";
import { ALL, LISTS, profileOptions } from "./queries";
import type { DefaultReset, ProfilePage } from "./query";
import type { Profile } from "./schema";

/** Keeps the profile as the server answered it; everything else about profiles is asked for anew. */
function keep(client: QueryClient) {
  return async (saved: Profile) => {
    client.setQueryData(profileOptions(saved.id).queryKey, saved);
    await client.invalidateQueries();
  };
}

/** A refusal may come of a bound that is new: what is shown ends at it from now on. */
function lookAtBounds(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: boundsOptions().queryKey });
}

export function createProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (content: ProfileContent) => dataOf(createProfileAction({ body: content })),
    // Nobody waits until all that hangs on it is read anew.
    onSuccess: (made) => void keep(client)(made),
    onError: () => lookAtBounds(client),
  });
}

interface Saving {
  id: string;
  /** That the change was made on. */
  revision: number;
  content: ProfileContent;
}

/** The profile is shown as it is to be at once, and as it was again if the server refuses. */
export function replaceProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, revision, content }: Saving) =>
      dataOf(replaceProfileAction({ params: { id }, body: content, expected_revision: revision })),
    onMutate: async ({ id, content }) => {
      const { queryKey } = profileOptions(id);
      await client.cancelQueries({ queryKey: ALL });
      const before = client.getQueryData(queryKey);
      const lists = client.getQueriesData<Lists>({ queryKey: LISTS });
      if (before) client.setQueryData(queryKey, { ...before, ...content });
      client.setQueriesData<Lists>({ queryKey: LISTS }, withContent(id, content));
      return { before, lists };
    },
    onError: (_error, { id }, kept) => {
      client.setQueryData(profileOptions(id).queryKey, kept?.before);
      for (const [queryKey, lists] of kept?.lists ?? []) client.setQueryData(queryKey, lists);
      lookAtBounds(client);
    },
    onSuccess: (saved) => void keep(client)(saved),
  });
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
    mutationFn: ({ id, revision, restore }: Restoring) => {
      const params = { id, n: String(restore) };
      return dataOf(restoreRevisionAction({ params, expected_revision: revision }));
    },
    onSuccess: keep(client),
  });
}

interface Resetting {
  /** Its key or number. */
  task: string;
  /** That is in force now. */
  revision: number;
  reset: DefaultReset;
}

/** A default, or some of its fields, back to what ships. */
export function resetDefaultMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ task, revision, reset }: Resetting) =>
      dataOf(resetDefaultAction({ params: { task }, body: reset, expected_revision: revision })),
    onSuccess: keep(client),
  });
}

export function duplicateProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => dataOf(duplicateProfileAction({ params: { id } })),
    onSettled: () => client.invalidateQueries({ queryKey: ALL }),
  });
}

type Lists = InfiniteData<ProfilePage, string | null>;

/** Changes the rows of every page of a list. */
function changeRows(change: (rows: Profile[]) => Profile[]) {
  return (lists: Lists | undefined): Lists | undefined =>
    lists && {
      ...lists,
      pages: lists.pages.map((page) => ({ ...page, data: change(page.data) })),
    };
}

function withContent(id: string, content: ProfileContent) {
  return changeRows((rows) => rows.map((row) => (row.id === id ? { ...row, ...content } : row)));
}

function without(id: string) {
  return changeRows((rows) => rows.filter((row) => row.id !== id));
}

/** The profile leaves every list at once, and comes back if the server refuses. */
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
    onError: (_error, _id, kept) => {
      for (const [queryKey, lists] of kept?.before ?? []) client.setQueryData(queryKey, lists);
    },
    // The tasks that used it are back on their default.
    onSettled: () => client.invalidateQueries(),
  });
}

/** The profiles that a bound would break now. It stands here, since it asks by an action. */
export function boundPreviewOptions(input: BoundInput) {
  return queryOptions({
    queryKey: [...ALL, "bound", input],
    queryFn: () => dataOf(previewBoundAction({ body: input })),
    // While one types, what was found before stays until the next is.
    placeholderData: (before, query) => {
      const asked = query?.queryKey.at(-1);
      return typeof asked === "object" && asked.path === input.path ? before : undefined;
    },
    gcTime: 0,
  });
}
