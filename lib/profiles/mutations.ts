import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { boundsOptions } from "@/lib/bounds/queries";
import type { BoundInput } from "@/lib/bounds/schema";
import { dataOf } from "@/lib/http/browser/actions";
import {
  createProfileAction,
  previewBoundAction,
  replaceProfileAction,
  resetDefaultAction,
  restoreRevisionAction,
} from "./actions";
import type { ProfileContent } from "@/lib/values/content";
import { ALL, changeRows, type Lists, LISTS, profileOptions } from "./queries";
import type { DefaultReset } from "./query";
import type { Profile } from "./schema";

/** Caches the saved profile and refetches everything else. */
function cacheSaved(client: QueryClient) {
  return async (saved: Profile) => {
    client.setQueryData(profileOptions(saved.id).queryKey, saved);
    await client.invalidateQueries();
  };
}

/** The server may have refused because of a new limit: fetch the limits again. */
function refetchLimits(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: boundsOptions().queryKey });
}

export function createProfileMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (content: ProfileContent) => dataOf(createProfileAction({ body: content })),
    // Nothing waits for the refetch.
    onSuccess: (created) => void cacheSaved(client)(created),
    onError: () => refetchLimits(client),
  });
}

interface Saving {
  id: string;
  /** The revision the change was made on. */
  revision: number;
  content: ProfileContent;
}

/** Optimistic: the cache shows the new content at once and is rolled back on an error. */
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
    onError: (_error, { id }, rollback) => {
      client.setQueryData(profileOptions(id).queryKey, rollback?.before);
      for (const [queryKey, lists] of rollback?.lists ?? []) client.setQueryData(queryKey, lists);
      refetchLimits(client);
    },
    onSuccess: (saved) => void cacheSaved(client)(saved),
  });
}

interface Restoring {
  id: string;
  /** The current revision. */
  revision: number;
  /** The revision to restore. */
  restore: number;
}

export function restoreRevisionMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, revision, restore }: Restoring) => {
      const params = { id, n: String(restore) };
      return dataOf(restoreRevisionAction({ params, expected_revision: revision }));
    },
    onSuccess: cacheSaved(client),
  });
}

interface Resetting {
  /** The task's key or number. */
  task: string;
  /** The current revision. */
  revision: number;
  reset: DefaultReset;
}

/** Restores the factory default, or some of its fields. */
export function resetDefaultMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ task, revision, reset }: Resetting) =>
      dataOf(resetDefaultAction({ params: { task }, body: reset, expected_revision: revision })),
    onSuccess: cacheSaved(client),
  });
}

function withContent(id: string, content: ProfileContent) {
  return changeRows((rows) => rows.map((row) => (row.id === id ? { ...row, ...content } : row)));
}

/** The profiles that exceed a limit. It is here because an action answers it. */
export function boundPreviewOptions(input: BoundInput) {
  return queryOptions({
    queryKey: [...ALL, "bound", input],
    queryFn: () => dataOf(previewBoundAction({ body: input })),
    // While the user types, the old result stays until the next one loads.
    placeholderData: (before, query) => {
      const previous = query?.queryKey.at(-1);
      return typeof previous === "object" && previous.path === input.path ? before : undefined;
    },
    gcTime: 0,
  });
}
