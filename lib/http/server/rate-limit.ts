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

/** Whose calls are counted together; `null` for who is not limited. */
function callerOf({ actor, origin }: Context): string | null {
  if (actor.kind === "system") return null;
  if (actor.kind === "anonymous") return `ip ${networkOf(origin.address ?? "unknown")}`;
  // An inference server asks for everybody.
  if (actor.key?.scopes.includes("service")) return null;
  return `user ${actor.id}`;
}

async function count(limiter: Limiter, caller: string): Promise<void> {
  const seconds = await limiter.count(caller);
  if (seconds === 0) return;
  const detail = `More than ${limiter.points} requests in a minute. Try again in ${seconds} s.`;
  throw new AppError("rate_limited", detail, { retryAfter: seconds });
}

/**
 * Counts a call of the caller against `RATE_LIMIT`: a user's session and keys together. Returns
 * nothing where there is no limit, so that nobody waits for it.
 * @throws 429 `rate_limited` beyond it
 */
export function limitRate(ctx: Context): Promise<void> | undefined {
  const limiter = limit();
  const caller = limiter && callerOf(ctx);
  return limiter && caller !== null ? count(limiter, caller) : undefined;
}

/** Files that browsers load with a page; they cost nothing, and are not counted. */
const FILES = /^\/(apple-icon\.png|favicon\.ico|icon\.svg|manifest\.webmanifest)(\?|$)/;

/**
 * Counts a request for a page or a server action, which Next.js serves. Looks for the caller only
 * where `RATE_LIMIT` is set.
 * @throws 429 `rate_limited` beyond it
 */
export async function limitRequest(url: string, headers: Headers): Promise<void> {
  if (!limit() || FILES.test(url)) return;
  // A database that does not answer is the page's to report; the request counts by its address.
  const ctx = await requestContext(headers).catch(() => contextFor(ANONYMOUS, headers));
  await limitRate(ctx);
}
