import { commitCache } from "@/db/commit-cache";
import type { z } from "zod";
import { ANONYMOUS, requireAdmin, requireUser } from "@/lib/auth/actor";
import { contextFor, REQUEST_ID_HEADER, requestContext } from "@/lib/auth/server/context";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { fault, faultsOf, parseOrThrow } from "@/lib/validate";
import { bodyTag, isNotModified } from "./conditional";
import { type Endpoint, type Method, type ParamsOf, successOf } from "./endpoint";
import { problemHeaders, toAppError, toProblem } from "./problem";
import { readJson } from "./read-json";
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

/** A route without a path parameter gets `undefined`. */
interface RouteContext {
  params: Promise<Record<string, string | string[] | undefined> | undefined>;
}
type Handler = (request: Request, context: RouteContext) => Promise<Response>;
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

function readQuery(endpoint: Endpoint, url: URL): unknown {
  const given: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(given, name)) {
      throw new AppError("invalid_query", `The query member ${name} stands twice.`);
    }
    Object.defineProperty(given, name, { value, enumerable: true, configurable: true });
  }
  if (!endpoint.query) {
    const [name] = Object.keys(given);
    if (name === undefined) return {};
    throw new AppError("invalid_query", `This call takes no query; ${name} was sent.`);
  }
  const result = endpoint.query.safeParse(given);
  if (result.success) return result.data;
  const known = Object.keys((endpoint.query as unknown as z.ZodObject).shape).join(", ");
  const errors = faultsOf(result.error).map((found) =>
    found.code === "unknown_field"
      ? fault([found.path], found.code, `is not known here; known are ${known}`)
      : found,
  );
  const detail = errors.map((fault) => fault.message).join("; ");
  throw new AppError("invalid_query", `The query is wrong: ${detail}.`, { errors });
}

async function readBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  if (!endpoint.body) return undefined;
  const { value, faults } = await readJson(request);
  const body = value === undefined && endpoint.bodyOptional ? {} : value;
  if (faults.length > 0) {
    const { error } = endpoint.body.safeParse(body);
    throw invalid([...faults, ...(error ? faultsOf(error) : [])]);
  }
  return endpoint.bodyCheckedByService ? body : parseOrThrow(endpoint.body, body);
}

/** The path's parameters, which Next.js has decoded. */
async function readParams(context: RouteContext): Promise<Record<string, string>> {
  const params = (await context.params) ?? {};
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, [value ?? ""].flat().join("/")]),
  );
}

/** A public call asks nothing of the database about its caller, so it answers without one. */
function contextOf(endpoint: Endpoint, headers: Headers) {
  if (endpoint.access !== "public") return requestContext(headers);
  return contextFor(ANONYMOUS, headers).then((ctx) => ({ ...ctx, version: null }));
}

function authorize(endpoint: Endpoint, ctx: Context): void {
  if (endpoint.access === "public") return;
  if (endpoint.access[0] === "admin") requireAdmin(ctx.actor);
  else requireUser(ctx.actor, ...endpoint.access);
}

/** A finished answer, as it is kept between commits. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | ReadableStream<Uint8Array> | null;
  etag: string | undefined;
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
  return { status, headers, body: json ?? reply.raw ?? null, etag };
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

async function run(operation: Operation, request: Request, context: RouteContext): Promise<Answer> {
  const { endpoint } = operation;
  const { version, ...ctx } = await contextOf(endpoint, request.headers);
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
      return send(await run(operation, request, context), request);
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
      const { actor } = await requestContext(request.headers);
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
