import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { log } from "@/lib/runtime/log";
import { metrics } from "@/lib/runtime/metrics";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/**
 * Counts and logs the request when its response ends, without the query, which can contain search terms.
 * The status `aborted` means that the client disconnected before the end.
 */
export function logWhenDone(
  request: IncomingMessage,
  response: ServerResponse,
  patternOf: (path: string) => string,
): void {
  const start = performance.now();
  const { method = "GET", url = "/" } = request;
  const request_id = request.headers[REQUEST_ID_HEADER];
  const [path = "/"] = url.split("?", 1);
  response.once("close", () => {
    const ms = performance.now() - start;
    const status = response.writableFinished ? response.statusCode : "aborted";
    const route = patternOf(path);
    const { requests, requestSeconds } = metrics();
    requests.inc({ route, method, status });
    requestSeconds.observe({ route, method }, ms / 1000);
    if (path.startsWith("/_next/")) return;
    log().info({ request_id, method, path, status, ms: Number(ms.toFixed(1)) });
  });
}

/** Status lines for requests that Node.js cannot parse, by its error code; 400 for all others. */
const STATUS_LINES: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** Answers and logs an invalid HTTP request; handles the event `clientError`. */
export function rejectInvalid(error: NodeJS.ErrnoException, socket: Duplex): void {
  const code = error.code ?? error.name;
  log().info({ code }, "connection closed: no complete HTTP request");
  if (socket.writable) {
    const status = STATUS_LINES[code] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
  socket.destroy();
}

const route = z.object({ page: z.string(), regex: z.string() });
/** The part of the build's own list of its routes that is used; specific routes come first. */
const manifest = z.object({ staticRoutes: z.array(route), dynamicRoutes: z.array(route) });

/** `/api/keys/[id]` as the contract writes it, `/api/keys/{id}`; a catch-all segment becomes `*`. */
function shown(page: string): string {
  return page.replace(/\[{1,2}\.{3}\w+\]{1,2}/, "*").replace(/\[(\w+)\]/g, "{$1}");
}

/** Returns a function from a path to its route pattern, so that metrics have one label per route. */
export function routePatterns({ staticRoutes, dynamicRoutes }: z.infer<typeof manifest>) {
  const fixed = new Map(staticRoutes.map(({ page }) => [page, page]));
  const open = dynamicRoutes.map(({ page, regex }) => ({
    pattern: shown(page),
    regex: new RegExp(regex),
  }));
  return (pathname: string): string => {
    if (pathname.startsWith("/_next/")) return "/_next/*";
    const plain = pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
    return fixed.get(plain) ?? open.find(({ regex }) => regex.test(plain))?.pattern ?? "none";
  };
}

/** The patterns of the build in a folder; in development, without a build, every path is `any`. */
export function readRoutePatterns(folder: string): (pathname: string) => string {
  try {
    const text = readFileSync(path.join(folder, "routes-manifest.json"), "utf8");
    return routePatterns(manifest.parse(JSON.parse(text)));
  } catch {
    return () => "any";
  }
}
