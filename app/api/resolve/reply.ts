import type { Source } from "@/lib/assignments/choose";
import type { Reply } from "@/lib/http/server/reply";
import { metrics } from "@/lib/runtime/metrics";

/** The reply of a resolve call; each time it is sent, its resolutions are counted by source. */
export function resolveReply(data: object, sources: readonly Source[]): Reply {
  return {
    data,
    etag: "body",
    headers: { "Cache-Control": "private, no-cache" },
    onSend: () => {
      for (const source of sources) metrics().resolved[source] += 1;
    },
  };
}
