import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser/fetch-json";
import type { Config, Resolved } from "./schema";

/** Which profile does each task for the person who looks. */
export function configOptions() {
  return queryOptions({
    queryKey: ["config"],
    queryFn: ({ signal }) => fetchJson<Config>("/api/config", signal),
  });
}

/** The start of every key about what is in force. */
export const RESOLVED = ["resolve"] as const;

/** What is in force for a task, by its key. */
export function resolveOptions(task: string) {
  return queryOptions({
    queryKey: [...RESOLVED, task],
    queryFn: ({ signal }) => fetchJson<Resolved>(`/api/resolve/${task}`, signal),
  });
}
