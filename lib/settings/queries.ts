import { queryOptions } from "@tanstack/react-query";
import { clientOf } from "@/lib/http/browser/client";
import type { settingsContract } from "./contract";

const { read } = clientOf<typeof settingsContract>();

/** What is set for the whole installation. */
export function settingsOptions() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => read("/api/admin/settings", { signal }),
  });
}
