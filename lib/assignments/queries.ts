import { queryOptions } from "@tanstack/react-query";
import { clientOf } from "@/lib/http/browser/client";
import type { assignmentsContract } from "./contract";

const { read } = clientOf<typeof assignmentsContract>();

/** Which profile does each task for the person who looks. */
export function configOptions() {
  return queryOptions({
    queryKey: ["config"],
    queryFn: ({ signal }) => read("/api/config", { signal }),
  });
}

/** The start of every key about what is in force. */
export const RESOLVED = ["resolve"] as const;

/** What is in force for a task, by its key. */
export function resolveOptions(task: string) {
  return queryOptions({
    queryKey: [...RESOLVED, task],
    queryFn: ({ signal }) => read("/api/resolve/{task}", { params: { task }, signal }),
  });
}

/** Milliseconds between two reads while the list is shown: engines go up and down by themselves. */
const OVERVIEW_INTERVAL = 30_000;

/** What each task uses, in a line. */
export function overviewOptions() {
  return queryOptions({
    queryKey: [...RESOLVED, "overview"],
    queryFn: ({ signal }) => read("/api/tasks/overview", { signal }),
    refetchInterval: OVERVIEW_INTERVAL,
  });
}
