import { queryOptions } from "@tanstack/react-query";
import { clientOf } from "@/lib/http/browser/client";
import type { boundsContract } from "./contract";

const { read } = clientOf<typeof boundsContract>();

/** Every bound that is set: where sliders end, and what is in force. */
export function boundsOptions() {
  return queryOptions({
    queryKey: ["bounds"],
    queryFn: ({ signal }) => read("/api/bounds", { signal }),
  });
}
