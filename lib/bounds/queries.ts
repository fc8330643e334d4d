import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/browser/fetch-json";
import type { Bound } from "./schema";

/** Every bound that is set: where sliders end, and what is in force. */
export function boundsOptions() {
  return queryOptions({
    queryKey: ["bounds"],
    queryFn: ({ signal }) => fetchJson<{ data: Bound[] }>("/api/bounds", signal),
  });
}
