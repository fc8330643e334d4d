import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ADDRESS_HEADER, REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { AppError } from "@/lib/errors";
import { toAppError } from "./problem";
import { outbox } from "./outbox";
import { limitRequest } from "./rate-limit";
import { assertSameOrigin } from "./read-request";
import { renderError } from "./reply";

/** The supported methods; Next.js fails on any other, such as TRACE. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const ALLOW = METHODS.join(", ");

/**
 * Sends an error as a problem, before any route or page has run. A server action gets it as plain text:
 * Next.js hands its caller the text of such a response (`lib/http/browser/action-result.ts`).
 */
export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  headers: Record<string, string> = {},
): void {
  const id = request.headers[REQUEST_ID_HEADER];
  const type = request.headers["next-action"] === undefined ? {} : { "Content-Type": "text/plain" };
  const requestId = typeof id === "string" ? id : null;
  const rendered = renderError(toAppError(error), request.url ?? "/", requestId);
  response.writeHead(rendered.status, { ...rendered.headers, ...headers, ...type });
  response.end(rendered.body);
}

/** Rejects a request that no route or page can answer. Returns true if it did. */
export function refusedEarly(
  request: IncomingMessage,
  response: ServerResponse,
  { hasValidHost, hasTooManyUploads }: { hasValidHost: boolean; hasTooManyUploads: boolean },
): boolean {
  const { method = "", url = "/", headers } = request;
  if (!hasValidHost) {
    const error = new AppError("invalid_query", "The Host header is not a valid host name.");
    sendProblem(request, response, error);
  } else if (hasTooManyUploads) {
    const detail = "Too many uploads are in progress. Finish them, then try again.";
    const error = new AppError("rate_limited", detail, { retryAfter: 1 });
    sendProblem(request, response, error, { Connection: "close" });
  } else if (headers.upgrade !== undefined && !/^h2c$/i.test(headers.upgrade)) {
    const error = new AppError("invalid_query", "This server does not support protocol upgrades.");
    sendProblem(request, response, error, { Connection: "close" });
  } else if (!METHODS.includes(method)) {
    const error = new AppError("method_not_allowed", `Allowed: ${ALLOW}.`);
    sendProblem(request, response, error, { Allow: ALLOW });
  } else if (url === "*" && method === "OPTIONS") {
    response.writeHead(204, { Allow: ALLOW, "Cache-Control": "no-store" }).end();
  } else if (url === "*") {
    sendProblem(request, response, new AppError("route_not_found", "`*` is not a path."));
  } else return false;
  return true;
}

/** The headers in the standard form; Node.js has already joined those that a request may repeat. */
function headersOf({ headers }: IncomingMessage): Headers {
  const joined = new Headers();
  for (const [name, value] of Object.entries(headers))
    joined.set(name, [value ?? ""].flat().join(", "));
  return joined;
}

/** The media types in which Next.js sends the arguments of a server action. */
const ACTION_TYPES = /^(text\/plain|multipart\/form-data)\s*(;|$)/i;

/** Bytes of a server action's arguments: a prompt of 100,000 characters fits (`next.config.ts`). */
const ACTION_LIMIT = 512 * 1024;

/** @throws 403 from another site, 405 if it is not a server action, 413 or 415 for its body */
function checkAction(request: IncomingMessage): void {
  const { headers } = request;
  assertSameOrigin(headersOf(request));
  if (headers["next-action"] === undefined) {
    throw new AppError("method_not_allowed", "Allowed here: GET, HEAD.");
  }
  if (Number(headers["content-length"] ?? 0) > ACTION_LIMIT) {
    throw new AppError(
      "payload_too_large",
      `The body exceeds ${ACTION_LIMIT.toLocaleString("en")} bytes.`,
    );
  }
  const isPlain = /^(identity)?$/i.test(headers["content-encoding"] ?? "");
  if (isPlain && ACTION_TYPES.test(headers["content-type"] ?? "")) return;
  throw new AppError("unsupported_media_type", "Send the arguments as Next.js encodes them.");
}

/**
 * Counts a request for a page or a server action against `RATE_LIMIT`, and rejects writes that are not
 * server actions, to which Next.js would answer 500. Skips routes, which check themselves. Returns true
 * if it rejected the request.
 */
export async function refusedForPage(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { method = "", url = "/" } = request;
  if (/^\/(api|v1)(\/|\?|$)/.test(url)) return false;
  const isReading = ["GET", "HEAD", "OPTIONS"].includes(method);
  if (isReading && url.startsWith("/_next/static/")) return false;
  try {
    await limitRequest(url, headersOf(request));
    outbox().assertRoom(String(request.headers[ADDRESS_HEADER]));
    if (!isReading) checkAction(request);
    return false;
  } catch (error) {
    const isMethod = error instanceof AppError && error.code === "method_not_allowed";
    sendProblem(request, response, error, isMethod ? { Allow: "GET, HEAD" } : {});
    return true;
  }
}
