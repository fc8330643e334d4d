import "server-only";
import { getToken } from "next-auth/jwt";
import { z } from "zod";
import type { Context } from "@/lib/context";
import { checkPassword } from "@/lib/credentials/server/password";
import { beginAttempt, forgetAttempt } from "@/lib/credentials/server/throttle";
import { sizedText } from "@/lib/registry/zod";
import { validate } from "@/lib/validation";
import { emailKey } from "@/lib/users/schema";
import { openSession } from "@/lib/users/server/account-service";
import { findAccount } from "@/lib/users/server/service";
import { authSecret } from "@/lib/credentials/server/secret";

/** What the cookie of a session contains: the id of its row. */
export const sessionToken = z.object({ sid: z.string() });

/** The id in the session cookie; null if there is none, or it is invalid or expired. */
export async function readSession(headers: Headers): Promise<string | null> {
  const cookie = headers.get("cookie");
  if (!cookie?.includes("authjs.session-token")) return null;
  const token = await getToken({
    req: { headers },
    secret: authSecret(),
    // Behind https the library names the cookie `__Secure-…`.
    secureCookie: cookie.includes("__Secure-authjs.session-token"),
  });
  return sessionToken.safeParse(token).data?.sid ?? null;
}

const credential = sizedText(0, 1000, "must be text");
const credentials = z.object({ email: credential, password: credential });

/**
 * The id of a new session of the user with these credentials, or null. Neither the result nor its duration
 * distinguishes an unknown email address, a wrong password and a disabled account.
 * @throws 429 `rate_limited`
 */
export async function signInWithPassword(
  ctx: Context,
  input: unknown,
  userAgent: string | null,
): Promise<string | null> {
  const { data } = validate(credentials, input);
  if (!data) return null;
  const attempt = await beginAttempt(ctx.db, emailKey(data.email), ctx.origin.address);
  const account = await findAccount(ctx, data.email);
  const matches = await checkPassword(account?.password_hash ?? null, data.password);
  if (!account || !matches || account.disabled) return null;
  await forgetAttempt(ctx.db, attempt);
  return openSession(ctx, account, userAgent);
}
