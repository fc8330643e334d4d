import "server-only";
import { REQUEST_ID_HEADER } from "@/lib/auth/server/context";
import { AppError } from "@/lib/errors";
import { type Endpoint, type ErrorFormat, errorFormatOf, successOf } from "@/lib/http/endpoint";
import { openAiError, openAiStatus } from "@/lib/http/openai-error";
import { bodyTag, isNotModified } from "./conditional";
import { logFailure } from "./log-failure";
import { problemHeaders, toAppError, toProblem } from "./problem";
import { commitCache } from "@/db/commit-cache";
import type { Context } from "@/lib/context";

/** What a handler returns: data, which the endpoint's schema filters, and headers of its own. */
export interface Reply {
  data?: unknown;
  /** Instead of data, if the endpoint has `media` or `streams`; its type is in the headers. */
  raw?: string | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
  /** The entity tag, or `body` for one computed from the body. */
  etag?: string;
  /** Instead of the endpoint's success status. */
  status?: number;
  /** Called each time this reply is sent, also when it comes from the cache. */
  onSend?: () => void;
}

/** A reply turned into bytes; cached between commits if the endpoint is `cacheable`. */
export interface Rendered {
  status: number;
  headers: Record<string, string>;
  body: string | ReadableStream<Uint8Array> | null;
  etag: string | undefined;
  onSend: (() => void) | undefined;
}

/** Filters the reply's data by the endpoint's schema and writes it as JSON. */
export function render(endpoint: Endpoint, reply: Reply): Rendered {
  const status = reply.status ?? successOf(endpoint);
  const schema = reply.raw === undefined ? endpoint.response : undefined;
  const json = schema ? JSON.stringify(schema.parse(reply.data)) : null;
  const etag = reply.etag === "body" && json !== null ? bodyTag(json) : reply.etag;
  const headers = {
    "Cache-Control": "no-store",
    ...(json === null ? {} : { "Content-Type": "application/json" }),
    ...(json === null ? {} : { "Content-Length": String(Buffer.byteLength(json)) }),
    ...(etag ? { ETag: etag } : {}),
    ...reply.headers,
  };
  return { status, headers, body: json ?? reply.raw ?? null, etag, onSend: reply.onSend };
}

/** The response to this request: 304 without a body if the client has it already. */
export function respond(rendered: Rendered, request: Request): Response {
  const { status, headers, body, etag } = rendered;
  rendered.onSend?.();
  const reading = request.method === "GET" || request.method === "HEAD";
  if (reading && etag && isNotModified(request.headers.get("if-none-match"), etag)) {
    const { "Content-Type": _type, "Content-Length": _length, ...kept } = headers;
    return new Response(null, { status: 304, headers: kept });
  }
  return new Response(body, { status, headers });
}

/** How each format writes an error: status, media type and body. */
const ERROR_FORMATS: Record<
  ErrorFormat,
  (error: AppError, requestId: string | null) => { status: number; type: string; body: unknown }
> = {
  problem: (error, requestId) => ({
    status: error.status,
    type: "application/problem+json",
    body: toProblem(error, requestId),
  }),
  openai: (error) => ({
    status: openAiStatus(error),
    type: "application/json",
    body: openAiError(error),
  }),
};

/** An error as the status, the headers and the body of the response to a request for a path. */
export function renderError(error: AppError, path: string, requestId: string | null) {
  const { status, type, body } = ERROR_FORMATS[errorFormatOf(path)](error, requestId);
  const headers = { "Content-Type": type, ...problemHeaders(error) };
  return { status, headers, body: JSON.stringify(body) };
}

/** An error as a response; unexpected ones and those of the database are logged with their cause. */
export function failure(error: unknown, request: Pick<Request, "headers" | "url">): Response {
  const requestId = request.headers.get(REQUEST_ID_HEADER);
  const known = toAppError(error);
  logFailure(known, requestId, "request failed");
  const path = new URL(request.url).pathname;
  const { body, ...head } = renderError(known, path, requestId);
  return new Response(body, head);
}

/** 405, with the methods that the path accepts. */
export function methodNotAllowed(allow: string, request: Request): Response {
  const error = new AppError("method_not_allowed", `Allowed here: ${allow}.`);
  const response = failure(error, request);
  response.headers.set("Allow", allow);
  return response;
}

/** The response to OPTIONS. */
export function allowResponse(allow: string): Response {
  return new Response(null, {
    status: 204,
    headers: { Allow: allow, "Cache-Control": "no-store" },
  });
}

/** The cache key: the reply depends on the caller and the URL, besides the database. */
function keyOf({ actor }: Context, url: string): string {
  const user = actor.kind === "user" ? actor : null;
  return `${user?.id} ${user?.role} ${user?.key?.scopes.join()} ${url}`;
}

/**
 * The reply to a `GET` that is computed from the database alone: made by `make`, and kept until the
 * next commit by anyone.
 */
export function cachedReply(
  ctx: Context,
  url: string,
  make: () => Promise<Rendered>,
): Rendered | Promise<Rendered> {
  const cache = commitCache(ctx.db);
  const { version = null } = ctx;
  const key = keyOf(ctx, url);
  const cached = cache.get<Rendered>(version, key);
  if (cached) return cached;
  return make().then((rendered) => {
    if (typeof rendered.body === "string") cache.set(version, key, rendered, rendered.body.length);
    return rendered;
  });
}
