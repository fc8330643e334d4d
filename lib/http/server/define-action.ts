import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { REQUEST_ID_HEADER, requestContext } from "@/lib/auth/server/context";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { parseOrThrow } from "@/lib/validate";
import type { ActionResult } from "@/lib/http/browser/action-result";
import { toAppError, toProblem } from "./problem";

function refuse(error: unknown, requestId: string | null): ActionResult<never> {
  const known = toAppError(error);
  if (known.status >= 500) {
    const cause = known.cause ?? known;
    log().error({ err: cause, request_id: requestId, code: known.code }, "action failed");
  }
  return { ok: false, problem: toProblem(known, requestId) };
}

/**
 * A server action: finds out who is calling, parses the input and calls `handler`. What fails is
 * answered as the `Problem` that REST would send; Next's own redirects pass through. The server has
 * counted the request against `RATE_LIMIT` before Next.js runs it.
 */
export function defineAction<S extends z.ZodType, T>(
  schema: S,
  handler: (ctx: Context, input: z.output<S>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (input) => {
    const given = await headers();
    try {
      const { version: _version, ...ctx } = await requestContext(given);
      return { ok: true, data: await handler(ctx, parseOrThrow(schema, input)) };
    } catch (error) {
      unstable_rethrow(error);
      return refuse(error, given.get(REQUEST_ID_HEADER));
    }
  };
}
