import { infiniteQueryOptions } from "@tanstack/react-query";
import { clientOf, FIRST_PAGE } from "@/lib/http/browser/client";
import type { tasksContract } from "./contract";

const { read } = clientOf<typeof tasksContract>();

/** The start of every query key about changes of tasks. */
export const TASKS_KEY = ["tasks"] as const;

/** How the profiles of the viewer's tasks changed, or of one task, newest first, page by page. */
export function taskHistoryOptions(task: string | null) {
  return infiniteQueryOptions({
    queryKey: [...TASKS_KEY, "history", task],
    queryFn: ({ pageParam, signal }) =>
      read("/api/tasks/history", { query: { task, cursor: pageParam }, signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: (page) => page.next_cursor,
  });
}
