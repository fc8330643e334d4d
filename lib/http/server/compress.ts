import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import compression from "compression";
import { ADDRESS_HEADER } from "@/lib/auth/server/context";
import { outbox } from "./outbox";

/** Bytes above which a response is sent as it is: compressing it would hold it in memory twice. */
const AT_MOST = 256 * 1024;

const middleware = compression({
  filter: (request, response) =>
    Number(response.getHeader("content-length") ?? 0) <= AT_MOST &&
    compression.filter(request, response),
}) as unknown as (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
// The package's types are those of Express; it needs no more than Node.js's own objects.

/** Has the response compressed if the client accepts it and its type and size are worth it. */
export function compressIfAccepted(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers["accept-encoding"] === undefined) return;
  if (outbox().isBusy(String(request.headers[ADDRESS_HEADER]))) return;
  middleware(request, response, () => undefined);
}
