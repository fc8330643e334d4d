import "server-only";
import { z } from "zod";
import type { Context } from "@/lib/context";
import { findAccount } from "@/lib/users/server/service";
import { checkPassword } from "./password";
import { checkThrottle, forgetFailures, noteFailure, throttleSubjects } from "./throttle";

const credentials = z.object({ email: z.string().max(1000), password: z.string().max(1000) });

/** What a session carries of its user. */
export interface SessionUser {
  id: string;
  epoch: number;
}

/**
 * The user with these credentials, or null: unknown address, wrong password and disabled account
 * cannot be told apart, neither by the answer nor by its time.
 * @throws 429 `rate_limited`
 */
export async function signInWithPassword(
  ctx: Context,
  input: unknown,
): Promise<SessionUser | null> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return null;
  const subjects = throttleSubjects(parsed.data.email, ctx.origin.address);
  await checkThrottle(ctx.db, subjects);
  const account = await findAccount(ctx, parsed.data.email);
  const matches = await checkPassword(account?.password_hash ?? null, parsed.data.password);
  if (!account || !matches || account.disabled) {
    await noteFailure(ctx.db, subjects);
    return null;
  }
  await forgetFailures(ctx.db, subjects);
  return { id: account.id, epoch: account.session_epoch };
}
