import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { resolveOptions } from "@/lib/assignments/queries";
import type { Resolved } from "@/lib/assignments/schema";
import { dataOf } from "@/lib/http/browser/actions";
import {
  changeTasksAction,
  previewTasksAction,
  restoreTaskAction,
  tuneTaskAction,
  undoChangeAction,
  undoTaskAction,
} from "./actions";
import { TASKS_KEY } from "./queries";
import type { TasksInput, TunedTask, TuneScope } from "./schema";
import { stateOf } from "./state";

export interface Tuning {
  /** What the task ran when the change was made. */
  resolved: Resolved;
  /** A merge patch of the profile's content. */
  profile: Record<string, unknown>;
  /** Without it, a profile that other tasks use is refused with `profile_shared`. */
  scope?: TuneScope;
}

/** Caches what the task runs now. */
function cacheTuned(client: QueryClient) {
  return ({ change: _change, other_tasks: _others, ...resolved }: TunedTask) => {
    client.setQueryData(resolveOptions(resolved.task).queryKey, resolved);
  };
}

/** Refetches everything; nothing waits for it. */
function refetch(client: QueryClient) {
  return () => void client.invalidateQueries();
}

/** Changes what a task runs. */
export function tuneTaskMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ resolved, profile, scope }: Tuning) => {
      const { task } = resolved;
      const expected_revision = stateOf(resolved);
      return dataOf(
        tuneTaskAction({ params: { task }, body: { profile, scope }, expected_revision }),
      );
    },
    onSuccess: cacheTuned(client),
    onSettled: refetch(client),
  });
}

/** Changes, assigns or resets many tasks at once. */
export function changeTasksMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (body: TasksInput) => dataOf(changeTasksAction({ body })),
    onSettled: refetch(client),
  });
}

/** What such a change would do now. It is not with the queries, since it calls an action. */
export function taskChangesPreviewOptions(body: TasksInput) {
  return queryOptions({
    queryKey: [...TASKS_KEY, "preview", body],
    queryFn: () => dataOf(previewTasksAction({ body })),
    // Not cached: profiles change meanwhile.
    gcTime: 0,
  });
}

/** Undoes one change, or the last change of a task. */
export function undoTaskMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: (of: { task: string } | { change: string }) =>
      "task" in of
        ? dataOf(undoTaskAction({ params: of }))
        : dataOf(undoChangeAction({ body: of })),
    onSettled: refetch(client),
  });
}

/** Makes the profile that a change assigned to the task active again. */
export function restoreTaskMutation(client: QueryClient) {
  return mutationOptions({
    mutationFn: ({ task, change }: { task: string; change: string }) =>
      dataOf(restoreTaskAction({ params: { task }, body: { change } })),
    onSuccess: cacheTuned(client),
    onSettled: refetch(client),
  });
}
