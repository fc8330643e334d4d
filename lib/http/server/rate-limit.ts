import "server-only";
import { Limiter, networkOf } from "@/lib/runtime/limiter";
import { ANONYMOUS } from "@/lib/actor";
import { contextFor, requestContext } from "@/lib/auth/server/context";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { AppError } from "@/lib/errors";
import { singleton } from "@/lib/runtime/process";

const SECONDS = 60;

function limit(): Limiter | null {
  return singleton("rate-limit", () => {
    const { RATE_LIMIT: points } = readEnv();
    return { of: points > 0 ? new Limiter(points, SECONDS) : null };
  }).of;
}

/** The caller that a call counts for; `null` if the caller is not limited. */
function callerOf({ actor, origin }: Context): string | null {
  if (actor.kind === "system") return null;
  if (actor.kind === "anonymous") return `ip ${networkOf(origin.address ?? "unknown")}`;
  // An inference server calls on behalf of everyone.
  if (actor.key?.scopes.includes("service")) return null;
  return `user ${actor.id}`;
}

async function count(limiter: Limiter, caller: string): Promise<void> {
  const seconds = await limiter.count(caller);
  if (seconds === 0) return;
  const detail = `More than ${limiter.points} requests per minute. Try again in ${seconds} s.`;
  throw new AppError("rate_limited", detail, { retryAfter: seconds });
}

/**
 * Counts a call against `RATE_LIMIT`; a user's session and keys share one limit. Returns undefined if
 * there is no limit, so that no call waits for it.
 * @throws 429 `rate_limited` beyond it
 */
export function limitRate(ctx: Context): Promise<void> | undefined {
  const limiter = limit();
  const caller = limiter && callerOf(ctx);
  return limiter && caller !== null ? count(limiter, caller) : undefined;
}

/** Files that browsers load with a page; they are cheap, so they are not counted. */
const FILES = /^\/(apple-icon\.png|favicon\.ico|icon\.svg|manifest\.webmanifest)(\?|$)/;

/**
 * Counts a request for a page or a server action. Looks up the caller only if `RATE_LIMIT` is set.
 * @throws 429 `rate_limited` beyond it
 */
export async function limitRequest(url: string, headers: Headers): Promise<void> {
  if (!limit() || FILES.test(url)) return;
  // The page itself reports an unavailable database; until then the request counts by its IP.
  const ctx = await requestContext(headers).catch(() => contextFor(ANONYMOUS, headers));
  await limitRate(ctx);
}
