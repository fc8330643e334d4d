import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { REQUEST_ID_HEADER, requestContext } from "@/lib/auth/server/context";
import type { Context } from "@/lib/context";
import type {
  ActionInput,
  BodyOf,
  Endpoint,
  ExpectedRevision,
  ParamsOf,
  ResponseOf,
} from "@/lib/http/endpoint";
import { parseOrThrow } from "@/lib/validation";
import type { ActionResult } from "@/lib/http/browser/actions";
import { logFailure } from "./log-failure";
import { toAppError, toProblem } from "./problem";
import { authorize, readInput } from "./read-request";

function refuse(error: unknown, requestId: string | null): ActionResult<never> {
  const known = toAppError(error);
  logFailure(known, requestId, "action failed");
  return { ok: false, problem: toProblem(known, requestId) };
}

/** What a handler gets, checked by the endpoint's schemas. */
interface Call<B, P> {
  ctx: Context;
  params: P;
  body: B;
  /** Null where the endpoint does not honor `If-Match`. */
  expectedRevision: ExpectedRevision;
}

type Run = (ctx: Context, input: unknown) => unknown;
type EndpointCall = [endpoint: Endpoint, handler: (call: Call<unknown, unknown>) => unknown];
type SchemaCall = [schema: z.ZodType, handler: Run];

function isSchemaCall(call: EndpointCall | SchemaCall): call is SchemaCall {
  return call[0] instanceof z.ZodType;
}

/** Checks caller, input and output as the route of the endpoint does. */
function runEndpoint(...[endpoint, handler]: EndpointCall): Run {
  return async (ctx, input) => {
    authorize(endpoint, ctx.actor);
    const data = await handler({ ctx, ...readInput(endpoint, input) });
    return endpoint.response ? endpoint.response.parse(data) : null;
  };
}

function runSchema(...[schema, handler]: SchemaCall): Run {
  return (ctx, input) => handler(ctx, parseOrThrow(schema, input));
}

type Action<Arguments extends unknown[], T> = (...input: Arguments) => Promise<ActionResult<T>>;

/**
 * A server action that makes the same call as an endpoint of the REST interface, which says who may
 * call, what the input is and what the answer contains.
 */
export function defineAction<E extends Endpoint>(
  endpoint: E,
  handler: (call: Call<BodyOf<E>, ParamsOf<E["path"]>>) => unknown,
): Action<ActionInput<E>, ResponseOf<E>>;
/** A server action without a REST call, with its own input schema. */
export function defineAction<S extends z.ZodType, T>(
  schema: S,
  handler: (ctx: Context, input: z.output<S>) => Promise<T>,
): Action<[input: z.input<S>], T>;
/**
 * Finds out who is calling, checks the input and calls `handler`. Failures are returned as the
 * `Problem` that REST would send; Next's own redirects pass through. The server has counted the
 * request against `RATE_LIMIT` before Next.js runs it.
 */
export function defineAction(
  ...call: EndpointCall | SchemaCall
): Action<[input?: unknown], unknown> {
  const run = isSchemaCall(call) ? runSchema(...call) : runEndpoint(...call);
  return async (input) => {
    const given = await headers();
    try {
      const { version: _version, ...ctx } = await requestContext(given);
      return { ok: true, data: await run(ctx, input) };
    } catch (error) {
      unstable_rethrow(error);
      return refuse(error, given.get(REQUEST_ID_HEADER));
    }
  };
}
