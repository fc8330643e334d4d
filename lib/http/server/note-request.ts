import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics";

/**
 * Counts the request once it is answered, and logs it in one line: without its query, which can hold
 * what a person searched for.
 */
export function noteWhenDone(
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  patternOf: (address: string) => string,
): void {
  const start = performance.now();
  const { method = "GET", url = "/" } = request;
  const [path = "/"] = url.split("?", 1);
  response.once("close", () => {
    const ms = performance.now() - start;
    const status = response.writableFinished ? response.statusCode : "aborted";
    const route = patternOf(path);
    const { requests, requestSeconds } = metrics();
    requests.inc({ route, method, status });
    requestSeconds.observe({ route, method }, ms / 1000);
    if (path.startsWith("/_next/")) return;
    log().info({ request_id: requestId, method, path, status, ms: Number(ms.toFixed(1)) });
  });
}
