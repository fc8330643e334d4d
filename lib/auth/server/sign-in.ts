import "server-only";
import { z } from "zod";
import type { Context } from "@/lib/context";
import { checkPassword } from "@/lib/credentials/server/password";
import { beginAttempt, forgetAttempt } from "@/lib/credentials/server/throttle";
import { emailKey } from "@/lib/users/schema";
import { findAccount } from "@/lib/users/server/service";

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
  const attempt = await beginAttempt(ctx.db, emailKey(parsed.data.email), ctx.origin.address);
  const account = await findAccount(ctx, parsed.data.email);
  const matches = await checkPassword(account?.password_hash ?? null, parsed.data.password);
  if (!account || !matches || account.disabled) return null;
  await forgetAttempt(ctx.db, attempt);
  return { id: account.id, epoch: account.session_epoch };
}
