import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { Config } from "./schema";

/** Which profile does each task for the person who looks. */
export function configOptions() {
  return queryOptions({
    queryKey: ["config"],
    queryFn: ({ signal }) => fetchJson<Config>("/api/config", signal),
  });
}
