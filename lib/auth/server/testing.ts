import { encode } from "next-auth/jwt";
import type { UserActor } from "@/lib/actor";

/** What sessions of unit tests are encrypted with. */
export const SESSION_SECRET = "a secret for unit tests, long enough";
const COOKIE = "authjs.session-token";

/** The header of a browser in which this person has signed in. */
export async function sessionHeader(
  { session }: Pick<UserActor, "session">,
  { secret = SESSION_SECRET, maxAge = 3600 } = {},
): Promise<{ cookie: string }> {
  const token = { sid: session };
  return { cookie: `${COOKIE}=${await encode({ token, secret, maxAge, salt: COOKIE })}` };
}
