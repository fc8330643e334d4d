import "server-only";
import { getToken } from "next-auth/jwt";
import { z } from "zod";
import type { Context } from "@/lib/context";
import { checkPassword } from "@/lib/credentials/server/password";
import { beginAttempt, forgetAttempt } from "@/lib/credentials/server/throttle";
import { emailKey } from "@/lib/users/schema";
import { findAccount } from "@/lib/users/server/service";
import { authSecret } from "@/lib/credentials/server/secret";

/** What a session stores about its user. */
export const sessionUser = z.object({ id: z.string(), epoch: z.number() });
export type SessionUser = z.infer<typeof sessionUser>;

/** The user in the session cookie; null if there is none, or it is invalid or expired. */
export async function readSession(headers: Headers): Promise<SessionUser | null> {
  const cookie = headers.get("cookie");
  if (!cookie?.includes("authjs.session-token")) return null;
  const token = await getToken({
    req: { headers },
    secret: authSecret(),
    // Behind https the library names the cookie `__Secure-…`.
    secureCookie: cookie.includes("__Secure-authjs.session-token"),
  });
  const parsed = sessionUser.safeParse({ id: token?.sub, epoch: token?.epoch });
  return parsed.success ? parsed.data : null;
}

const credentials = z.object({ email: z.string().max(1000), password: z.string().max(1000) });

/**
 * The user with these credentials, or null. Neither the result nor its duration distinguishes an
 * unknown email address, a wrong password and a disabled account.
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
