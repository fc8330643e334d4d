import "server-only";
import { type Actor, ANONYMOUS, requireUser, SYSTEM_ACTOR } from "@/lib/actor";
import {
  ADDRESS_HEADER,
  contextFor,
  LOOPBACK_HEADER,
  requestContext,
  sendsBearer,
} from "@/lib/auth/server/context";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type {
  BodyOf,
  Endpoint,
  ExpectedRevision,
  Method,
  ParamsOf,
  QueryOf,
} from "@/lib/http/endpoint";
import { parseIfMatch } from "./conditional";
import { outbox } from "./outbox";
import { limitRate } from "./rate-limit";
import {
  assertSameOrigin,
  authorize,
  type PathParams,
  readBody,
  readParams,
  readQuery,
} from "./read-request";
import {
  allowResponse,
  cachedReply,
  failure,
  methodNotAllowed,
  render,
  type Rendered,
  type Reply,
  respond,
} from "./reply";

/** What a handler is given, parsed by the endpoint's schemas. */
interface Call<Q, B, P> {
  ctx: Context;
  params: P;
  query: Q;
  body: B;
  /** From `If-Match`; null where the endpoint does not honor it. */
  expectedRevision: ExpectedRevision;
  /** A request header; null if it is absent. */
  header: (name: string) => string | null;
  /** Aborted when the client disconnects before its response is complete. */
  signal: AbortSignal;
}

interface Operation {
  endpoint: Endpoint;
  /** A method, so that a handler of the endpoint's own types fits: its schemas parse what it gets. */
  handle(call: Call<unknown, unknown, unknown>): Promise<Reply> | Reply;
}

export type Handler = (request: Request, context: PathParams) => Promise<Response>;
export type Handlers = Record<Method | "OPTIONS", Handler>;

/** Connects a call of the contract with its handler. */
export function handle<E extends Endpoint>(
  endpoint: E,
  handler: (call: Call<QueryOf<E>, BodyOf<E>, ParamsOf<E["path"]>>) => Promise<Reply> | Reply,
): Operation {
  return { endpoint, handle: handler };
}

/** A public endpoint does not query the database for its caller. */
function contextOf(endpoint: Endpoint, headers: Headers) {
  const isOpen = endpoint.openOnLoopback === true && headers.has(LOOPBACK_HEADER);
  if (endpoint.access !== "public" && !isOpen) return requestContext(headers);
  const actor: Actor = isOpen ? SYSTEM_ACTOR : ANONYMOUS;
  return contextFor(actor, headers).then((ctx) => ({ ...ctx, version: null }));
}

function readExpectedRevision({ conditional }: Endpoint, headers: Headers): ExpectedRevision {
  return conditional?.includes("If-Match") ? parseIfMatch(headers.get("if-match")) : null;
}

/** Parses the request, runs the handler and renders its reply. */
async function perform(
  operation: Operation,
  ctx: Context,
  request: Request,
  context: PathParams,
): Promise<Rendered> {
  const { endpoint } = operation;
  const query = readQuery(endpoint, new URL(request.url));
  const params = await readParams(context);
  const body = await readBody(endpoint, request);
  const call = {
    ctx,
    params,
    query,
    body,
    expectedRevision: readExpectedRevision(endpoint, request.headers),
    header: (name: string) => request.headers.get(name),
    // Read on demand: most handlers never ask, and a signal costs more than they do.
    get signal() {
      return request.signal;
    },
  };
  return render(endpoint, await operation.handle(call));
}

async function run(operation: Operation, request: Request, context: PathParams): Promise<Rendered> {
  const { endpoint } = operation;
  const { headers, url } = request;
  const ctx = await contextOf(endpoint, headers);
  const counting = endpoint.unlimited ? undefined : limitRate(ctx);
  if (counting) await counting;
  authorize(endpoint, ctx.actor);
  if (endpoint.method !== "GET" && !sendsBearer(headers)) assertSameOrigin(headers);
  const ip = headers.get(ADDRESS_HEADER) ?? "unknown";
  const make = () => perform(operation, ctx, request, context);
  const reply = async () => (endpoint.cacheable ? cachedReply(ctx, url, make) : make());
  if (endpoint.large) return outbox().oneAtATime(ip, reply);
  if (!endpoint.unlimited) outbox().assertRoom(ip);
  return reply();
}

function handlerOf(operation: Operation): Handler {
  return async (request, context) => {
    try {
      return respond(await run(operation, request, context), request);
    } catch (error) {
      return failure(error, request);
    }
  };
}

/** Refuses anonymous callers, then answers 405, or 404 if the path does not exist (`allow` is null). */
function refuse(allow: string | null): Handler {
  return async (request) => {
    try {
      const ctx = await requestContext(request.headers);
      await limitRate(ctx);
      const { actor } = ctx;
      if (actor.kind !== "user") requireUser(actor, "read");
      if (allow !== null) return methodNotAllowed(allow, request);
      throw new AppError("route_not_found", "This path does not exist.");
    } catch (error) {
      return failure(error, request);
    }
  };
}

/**
 * The exports of a route file: the given operations, 405 for all other methods. Without operations
 * every call is 404.
 */
export function defineRoute(...operations: Operation[]): Handlers {
  const methods = operations.map((operation) => operation.endpoint.method);
  const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const other = refuse(operations.length > 0 ? allow : null);
  const options: Handler = () => Promise.resolve(allowResponse(allow));
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
