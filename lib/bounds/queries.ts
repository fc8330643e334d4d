import { queryOptions } from "@tanstack/react-query";
import { clientOf } from "@/lib/http/browser/client";
import type { boundsContract } from "./contract";

const { read } = clientOf<typeof boundsContract>();

/** All limits: they end sliders and cap effective values. */
export function boundsOptions() {
  return queryOptions({
    queryKey: ["bounds"],
    queryFn: ({ signal }) => read("/api/bounds", { signal }),
  });
}
