import "server-only";
import { and, asc, eq, gt, lt, lte, or } from "drizzle-orm";
import type { Database } from "@/db/client";
import { sign_in_failures } from "@/db/schema";
import { type Transaction, withTransaction } from "@/db/transaction";
import { Limiter, networkOf } from "@/lib/runtime/limiter";
import { clock, ids } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { AppError } from "@/lib/errors";
import { singleton } from "@/lib/runtime/process";

const WINDOW_MS = 15 * 60 * 1000;
const MAX_FAILURES = 10;
/** Characters of an address that was tried; no account's is longer. */
const MAX_ACCOUNT = 254;

/** A sign-in that counts as failed until it has worked. */
export interface Attempt {
  id: string;
  account: string;
}

/** 429; `what` there is too much of. */
function rateLimited(what: string, seconds: number): AppError {
  const minutes = Math.ceil(seconds / 60);
  const detail = `Too many ${what}. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`;
  return new AppError("rate_limited", detail, { retryAfter: seconds });
}

/**
 * Milliseconds until the subject may try again: until fewer than the maximum are in the window. Failures
 * in the future do not count: the clock was set back since.
 */
async function waitOf(tx: Transaction, subject: string, now: number): Promise<number> {
  const { at } = sign_in_failures;
  const isRecent = and(gt(at, now - WINDOW_MS), lte(at, now));
  const failures = await tx
    .select({ at })
    .from(sign_in_failures)
    .where(and(eq(sign_in_failures.subject, subject), isRecent))
    .orderBy(asc(at));
  const blocking = failures.at(-MAX_FAILURES);
  return blocking ? blocking.at + WINDOW_MS - now : 0;
}

/**
 * Counts a sign-in as failed before it is tried, so that many at once cannot pass together.
 * `emailKey` is the folded email address (`emailKey` in lib/users/schema.ts).
 * @throws 429 `rate_limited` after 10 failures in 15 minutes of the account or the address (of IPv6: its network)
 */
export function beginAttempt(
  db: Database,
  emailKey: string,
  address: string | null,
): Promise<Attempt> {
  const account = `account:${emailKey.slice(0, MAX_ACCOUNT)}`;
  const subjects = address === null ? [account] : [account, `address:${networkOf(address)}`];
  const at = clock.now().getTime();
  const attempt = { id: ids.uuid(), account };
  return withTransaction(db, async (tx) => {
    await tx.delete(sign_in_failures).where(lt(sign_in_failures.at, at - WINDOW_MS));
    let wait = 0;
    for (const subject of subjects) {
      wait = Math.max(wait, await waitOf(tx, subject, at));
    }
    if (wait > 0) throw rateLimited("failed sign-ins", Math.ceil(wait / 1000));
    const rows = subjects.map((subject) => ({ subject, at, id: attempt.id }));
    await tx.insert(sign_in_failures).values(rows);
    return attempt;
  });
}

/** The attempt worked: the account starts afresh; the address keeps its other failures. */
export async function forgetAttempt(db: Database, attempt: Attempt): Promise<void> {
  await withTransaction(db, async (tx) => {
    await tx
      .delete(sign_in_failures)
      .where(
        or(eq(sign_in_failures.subject, attempt.account), eq(sign_in_failures.id, attempt.id)),
      );
  });
}

/** Seconds in which an IP address may set `REGISTRATION_LIMIT` passwords without signing in. */
const REGISTRATION_WINDOW = 10 * 60;

/**
 * Counts a password that somebody who is not signed in wants to set. Called before it is hashed: a
 * hash takes 19 MiB and 30 ms of a core. Counts by IP address (of IPv6: its network), and by
 * `link`, the hash of a reset link, where one is used.
 * @throws 429 `rate_limited` beyond `REGISTRATION_LIMIT` in 10 minutes
 */
export async function limitRegistrations({ origin }: Context, link?: string): Promise<void> {
  const { REGISTRATION_LIMIT: points } = readEnv();
  if (points === 0) return;
  const limiter = singleton("registrations", () => new Limiter(points, REGISTRATION_WINDOW));
  const subjects = [
    ...(origin.address === null ? [] : [`ip ${networkOf(origin.address)}`]),
    ...(link === undefined ? [] : [`link ${link}`]),
  ];
  const waits = await Promise.all(subjects.map((subject) => limiter.count(subject)));
  const wait = Math.max(0, ...waits);
  if (wait > 0) throw rateLimited("new accounts and passwords from this network", wait);
}
