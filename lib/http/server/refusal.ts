import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { AppError } from "@/lib/errors";
import { problemHeaders, toAppError, toProblem } from "./problem";
import { limitRequest } from "./rate-limit";
import { assertSameOrigin } from "./same-origin";

/** The methods that routes and pages know; Next.js itself fails on any other, such as TRACE. */
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
  const known = toAppError(error);
  const id = request.headers[REQUEST_ID_HEADER];
  const type = request.headers["next-action"] === undefined ? {} : { "Content-Type": "text/plain" };
  response.writeHead(known.status, { ...problemHeaders(known), ...headers, ...type });
  response.end(JSON.stringify(toProblem(known, typeof id === "string" ? id : null)));
}

/** Refuses a request that neither a route nor a page could answer; returns whether it did. */
export function refusedEarly(
  request: IncomingMessage,
  response: ServerResponse,
  hasValidHost: boolean,
): boolean {
  const { method = "", url = "/", headers } = request;
  if (!hasValidHost) {
    const error = new AppError("invalid_query", "The Host header is not a host name.");
    sendProblem(request, response, error);
  } else if (headers.upgrade !== undefined && !/^h2c$/i.test(headers.upgrade)) {
    const error = new AppError("invalid_query", "This server does not switch protocols.");
    sendProblem(request, response, error, { Connection: "close" });
  } else if (!METHODS.includes(method)) {
    const error = new AppError("method_not_allowed", `Allowed: ${ALLOW}.`);
    sendProblem(request, response, error, { Allow: ALLOW });
  } else if (url === "*" && method === "OPTIONS") {
    response.writeHead(204, { Allow: ALLOW, "Cache-Control": "no-store" }).end();
  } else if (url === "*") {
    sendProblem(request, response, new AppError("route_not_found", "`*` is not an address."));
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

/** @throws 403 from another site, 405 if it is no server action, 415 if its body cannot be decoded */
function checkAction(request: IncomingMessage): void {
  const { headers } = request;
  assertSameOrigin(headersOf(request));
  if (headers["next-action"] === undefined) {
    throw new AppError("method_not_allowed", "Allowed here: GET, HEAD.");
  }
  const isPlain = /^(identity)?$/i.test(headers["content-encoding"] ?? "");
  if (isPlain && ACTION_TYPES.test(headers["content-type"] ?? "")) return;
  throw new AppError("unsupported_media_type", "Send the arguments as Next.js encodes them.");
}

/**
 * Counts a request for a page or a server action against `RATE_LIMIT`, and refuses a write that no page
 * of ours asks for; Next.js itself would answer 500. Routes decide for themselves. Returns whether it
 * did refuse.
 */
export async function refusedForPage(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { method, url = "/" } = request;
  if (/^\/(api|_next)(\/|\?|$)/.test(url)) return false;
  try {
    await limitRequest(url, headersOf(request));
    if (!["GET", "HEAD", "OPTIONS"].includes(method ?? "")) checkAction(request);
    return false;
  } catch (error) {
    const isMethod = error instanceof AppError && error.code === "method_not_allowed";
    sendProblem(request, response, error, isMethod ? { Allow: "GET, HEAD" } : {});
    return true;
  }
}
