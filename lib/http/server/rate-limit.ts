import "server-only";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "@/lib/auth/network";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { singleton } from "@/lib/singleton";

const SECONDS = 60;

/** Counts calls in this process's memory: several processes each allow as many. */
function limit(): RateLimiterMemory | null {
  return singleton("rate-limit", () => {
    const { RATE_LIMIT: points } = readEnv();
    return { of: points > 0 ? new RateLimiterMemory({ points, duration: SECONDS }) : null };
  }).of;
}

/** Whose calls are counted together; `null` for who is not limited. */
function callerOf({ actor, origin }: Context): string | null {
  if (actor.kind === "system") return null;
  if (actor.kind === "anonymous") return `address ${networkOf(origin.address ?? "unknown")}`;
  if (actor.key === null) return `user ${actor.id}`;
  // An inference server asks for everybody.
  return actor.key.scopes.includes("service") ? null : `key ${actor.key.id}`;
}

async function count(limiter: RateLimiterMemory, caller: string): Promise<void> {
  try {
    await limiter.consume(caller);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    const detail = `More than ${limiter.points} requests in a minute. Try again in ${seconds} s.`;
    throw new AppError("rate_limited", detail, { retryAfter: seconds });
  }
}

/**
 * Counts a call of the caller where `RATE_LIMIT` sets a limit; answers nothing where there is none,
 * so that nobody waits for it.
 * @throws 429 `rate_limited` beyond it
 */
export function limitRate(ctx: Context): Promise<void> | undefined {
  const limiter = limit();
  const caller = limiter && callerOf(ctx);
  return limiter && caller !== null ? count(limiter, caller) : undefined;
}
