import { encode } from "next-auth/jwt";
import type { UserActor } from "@/lib/actor";

/** What sessions of unit tests are encrypted with. */
export const SESSION_SECRET = "a secret for unit tests, long enough";
const COOKIE = "authjs.session-token";

/** The header of a browser in which this user has signed in. */
export async function sessionHeader(
  { id }: Pick<UserActor, "id">,
  { epoch = 0, secret = SESSION_SECRET, maxAge = 3600 } = {},
): Promise<{ cookie: string }> {
  const token = { sub: id, epoch };
  return { cookie: `${COOKIE}=${await encode({ token, secret, maxAge, salt: COOKIE })}` };
}
