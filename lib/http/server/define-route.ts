import "server-only";
import { commitCache } from "@/db/commit-cache";
import type { z } from "zod";
import type { Source } from "@/lib/assignments/choose";
import { type Actor, ANONYMOUS, requireAdmin, requireUser, SYSTEM_ACTOR } from "@/lib/auth/actor";
import {
  contextFor,
  LOOPBACK_HEADER,
  REQUEST_ID_HEADER,
  requestContext,
} from "@/lib/auth/server/context";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics";
import { bodyTag, isNotModified } from "./conditional";
import { type Endpoint, type Method, type ParamsOf, successOf } from "@/lib/http/endpoint";
import { problemHeaders, toAppError, toProblem } from "./problem";
import { limitRate } from "./rate-limit";
import { type PathParams, readBody, readParams, readQuery } from "./read-request";
import { assertSameOrigin } from "./same-origin";

/** What a handler answers: data, which the endpoint's schema whitelists, and headers of its own. */
export interface Reply {
  data?: unknown;
  /** Instead of data, where the endpoint says `media`; its type is among the headers. */
  raw?: string | ReadableStream<Uint8Array>;
  headers?: Record<string, string>;
  /** A tag of its own, or `body` for one made of the body. */
  etag?: string;
  /** Instead of the endpoint's status of success. */
  status?: number;
  /** Whose choice was in force in each resolution that it carries, to be counted. */
  resolved?: readonly Source[];
}

interface Call<Q, B, P> {
  ctx: Context;
  params: P;
  query: Q;
  body: B;
  headers: Headers;
}

interface Operation {
  endpoint: Endpoint;
  handle: (call: Call<unknown, unknown, unknown>) => Promise<Reply> | Reply;
}

type Handler = (request: Request, context: PathParams) => Promise<Response>;
type Handlers = Record<Method | "OPTIONS", Handler>;

/** Joins a call of the contract with what it does. */
export function handle<
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  Path extends string,
>(
  endpoint: Endpoint<Q, B, R, Path>,
  handler: (call: Call<z.output<Q>, z.output<B>, ParamsOf<Path>>) => Promise<Reply> | Reply,
): Operation {
  // The schemas of `endpoint` parse what the handler gets, so the types hold at run time.
  return { endpoint, handle: handler as Operation["handle"] };
}

/** A call that is open to all asks nothing of the database about its caller. */
function contextOf(endpoint: Endpoint, headers: Headers) {
  const isOpen = endpoint.openOnLoopback === true && headers.has(LOOPBACK_HEADER);
  if (endpoint.access !== "public" && !isOpen) return requestContext(headers);
  const actor: Actor = isOpen ? SYSTEM_ACTOR : ANONYMOUS;
  return contextFor(actor, headers).then((ctx) => ({ ...ctx, version: null }));
}

function authorize(endpoint: Endpoint, ctx: Context): void {
  if (endpoint.access === "public" || ctx.actor.kind === "system") return;
  if (endpoint.access[0] === "admin") requireAdmin(ctx.actor);
  else requireUser(ctx.actor, ...endpoint.access);
}

/** A finished answer, as it is kept between commits. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | ReadableStream<Uint8Array> | null;
  etag: string | undefined;
  resolved: readonly Source[];
}

function finish(endpoint: Endpoint, reply: Reply): Answer {
  const status = reply.status ?? successOf(endpoint);
  const json = endpoint.response ? JSON.stringify(endpoint.response.parse(reply.data)) : null;
  const etag = reply.etag === "body" && json !== null ? bodyTag(json) : reply.etag;
  const headers = {
    "Cache-Control": "no-store",
    ...(json === null ? {} : { "Content-Type": "application/json" }),
    ...(etag ? { ETag: etag } : {}),
    ...reply.headers,
  };
  return { status, headers, body: json ?? reply.raw ?? null, etag, resolved: reply.resolved ?? [] };
}

function send(answer: Answer, request: Request): Response {
  const { status, headers, body, etag } = answer;
  const reading = request.method === "GET" || request.method === "HEAD";
  if (reading && etag && isNotModified(request.headers.get("if-none-match"), etag)) {
    const { "Content-Type": _type, ...kept } = headers;
    return new Response(null, { status: 304, headers: kept });
  }
  return new Response(body, { status, headers });
}

async function run(operation: Operation, request: Request, context: PathParams): Promise<Answer> {
  const { endpoint } = operation;
  const { version, ...ctx } = await contextOf(endpoint, request.headers);
  const counting = endpoint.unlimited ? undefined : limitRate(ctx);
  if (counting) await counting;
  authorize(endpoint, ctx);
  if (endpoint.method !== "GET" && !request.headers.has("authorization")) {
    assertSameOrigin(request.headers);
  }
  const actor = ctx.actor.kind === "user" ? ctx.actor : null;
  const keepAs = `${actor?.id} ${actor?.role} ${actor?.key?.scopes.join()} ${request.url}`;
  const kept = endpoint.cacheable ? commitCache(ctx.db).get<Answer>(version, keepAs) : undefined;
  if (kept) return kept;
  const url = new URL(request.url);
  const query = readQuery(endpoint, url);
  const params = await readParams(context);
  const body = await readBody(endpoint, request);
  const reply = await operation.handle({ ctx, params, query, body, headers: request.headers });
  const answer = finish(endpoint, reply);
  if (endpoint.cacheable && typeof answer.body === "string")
    commitCache(ctx.db).set(version, keepAs, answer, answer.body.length);
  return answer;
}

/** A failure as an answer; what is unexpected or of the database is logged with its cause. */
export function failure(error: unknown, headers: Headers): Response {
  const requestId = headers.get(REQUEST_ID_HEADER);
  const known = toAppError(error);
  if (known.status >= 500) {
    log().error(
      { err: known.cause ?? known, request_id: requestId, code: known.code },
      "request failed",
    );
  }
  const body = JSON.stringify(toProblem(known, requestId));
  return new Response(body, { status: known.status, headers: problemHeaders(known) });
}

function handlerOf(operation: Operation): Handler {
  return async (request, context) => {
    try {
      const answer = await run(operation, request, context);
      for (const source of answer.resolved) metrics().resolved[source] += 1;
      return send(answer, request);
    } catch (error) {
      return failure(error, request.headers);
    }
  };
}

/** 405, with the methods that the address takes. */
export function methodNotAllowed(allow: string, headers: Headers): Response {
  const error = new AppError("method_not_allowed", `Allowed here: ${allow}.`);
  const response = failure(error, headers);
  response.headers.set("Allow", allow);
  return response;
}

/** What OPTIONS is answered. */
export function allowAnswer(allow: string): Response {
  return new Response(null, {
    status: 204,
    headers: { Allow: allow, "Cache-Control": "no-store" },
  });
}

/** Refuses whom it does not know, then says what the address takes; `null`: nothing, it is none. */
function refuse(allow: string | null): Handler {
  return async (request) => {
    try {
      const ctx = await requestContext(request.headers);
      await limitRate(ctx);
      const { actor } = ctx;
      if (actor.kind !== "user") requireUser(actor, "read");
      if (allow !== null) return methodNotAllowed(allow, request.headers);
      throw new AppError("route_not_found", "There is nothing at this address.");
    } catch (error) {
      return failure(error, request.headers);
    }
  };
}

/**
 * The exports of a route file: the operations given, and a proper refusal of all other methods;
 * without operations, of every call.
 */
export function defineRoute(...operations: Operation[]): Handlers {
  const methods = operations.map((operation) => operation.endpoint.method);
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const other = refuse(operations.length > 0 ? allow : null);
  const options: Handler = () => Promise.resolve(allowAnswer(allow));
  const handlers: Handlers = {
    GET: other,
    POST: other,
    PUT: other,
    PATCH: other,
    DELETE: other,
    OPTIONS: operations.length > 0 ? options : other,
  };
  for (const operation of operations) handlers[operation.endpoint.method] = handlerOf(operation);
  return handlers;
}
