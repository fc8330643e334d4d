import "server-only";
import { and, eq, gt, inArray, lt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { sign_in_failures } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { clock, ids } from "@/lib/clock";
import { AppError } from "@/lib/errors";

const WINDOW_MS = 15 * 60 * 1000;
const MAX_FAILURES = 10;

/** What failures are counted for: the account that was tried and the address that tried. */
export function throttleSubjects(email: string, address: string | null): string[] {
  const account = `account:${email.trim().normalize("NFC").toLowerCase()}`;
  return address ? [account, `address:${address}`] : [account];
}

async function waitFor(db: Database, subject: string): Promise<number> {
  const since = clock.now().getTime() - WINDOW_MS;
  const failures = await db.read
    .select({ at: sign_in_failures.at })
    .from(sign_in_failures)
    .where(and(eq(sign_in_failures.subject, subject), gt(sign_in_failures.at, since)))
    .orderBy(sign_in_failures.at);
  // It opens again when so many have left the window that fewer than the maximum remain.
  const blocking = failures.at(-MAX_FAILURES);
  return blocking ? Math.ceil((blocking.at - since) / 1000) : 0;
}

/** @throws 429 `rate_limited` after 10 failures in 15 minutes of the account or the address */
export async function checkThrottle(db: Database, subjects: readonly string[]): Promise<void> {
  const waits = await Promise.all(subjects.map((subject) => waitFor(db, subject)));
  const wait = Math.max(0, ...waits);
  if (wait === 0) return;
  const minutes = Math.ceil(wait / 60);
  const detail = `Too many failed sign-ins. Try again in ${minutes} minute${minutes === 1 ? "" : "s"}.`;
  throw new AppError("rate_limited", detail, { retryAfter: Math.max(1, wait) });
}

/** Counts one failure for each subject, and forgets what is older than the window. */
export async function noteFailure(db: Database, subjects: readonly string[]): Promise<void> {
  const at = clock.now().getTime();
  await withTransaction(db, async (tx) => {
    await tx.delete(sign_in_failures).where(lt(sign_in_failures.at, at - WINDOW_MS));
    await tx
      .insert(sign_in_failures)
      .values(subjects.map((subject) => ({ subject, at, id: ids.uuid() })));
  });
}

/** After a sign-in that worked, the account starts afresh; the address does not. */
export async function forgetFailures(db: Database, subjects: readonly string[]): Promise<void> {
  const accounts = subjects.filter((subject) => subject.startsWith("account:"));
  const [first] = await db.read
    .select({ at: sign_in_failures.at })
    .from(sign_in_failures)
    .where(inArray(sign_in_failures.subject, accounts))
    .limit(1);
  if (!first) return;
  await withTransaction(db, async (tx) => {
    await tx.delete(sign_in_failures).where(inArray(sign_in_failures.subject, accounts));
  });
}
