import "server-only";
import { getToken } from "next-auth/jwt";
import { z } from "zod";
import type { SessionUser } from "./sign-in";
import { authSecret } from "./secret";

const claims = z.object({ sub: z.string(), epoch: z.number() });

/** What the session cookie says, if it is one of ours and not expired. */
export async function readSession(headers: Headers): Promise<SessionUser | null> {
  const cookie = headers.get("cookie");
  if (!cookie?.includes("authjs.session-token")) return null;
  const token = await getToken({
    req: { headers },
    secret: authSecret(),
    // Behind https the library names the cookie `__Secure-…`.
    secureCookie: cookie.includes("__Secure-authjs.session-token"),
  });
  const parsed = claims.safeParse(token);
  return parsed.success ? { id: parsed.data.sub, epoch: parsed.data.epoch } : null;
}
