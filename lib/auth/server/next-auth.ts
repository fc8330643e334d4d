import "server-only";
import NextAuth, { AuthError, CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { ANONYMOUS } from "@/lib/auth/actor";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { contextFor } from "./context";
import { authSecret } from "./secret";
import { type SessionUser, signInWithPassword } from "./sign-in";

/** What a caller does wrong is in the answer; it is no failure of the program. */
const CALLERS_OWN: readonly string[] = [
  "CredentialsSignin",
  "MissingCSRF",
  "UnknownAction",
  "InvalidCallbackUrl",
];

const THROTTLED = "rate_limited_";

/** A sign-in that was not even tried; its code carries the seconds to wait through next-auth. */
class Throttled extends CredentialsSignin {
  constructor(seconds: number) {
    super();
    this.code = `${THROTTLED}${seconds}`;
  }
}

/** The seconds to wait that a failed sign-in's code tells, if it was throttled. */
export function throttledSeconds(code: string | null | undefined): number | undefined {
  return code?.startsWith(THROTTLED) ? Number(code.slice(THROTTLED.length)) : undefined;
}

async function authorize(input: unknown, request: Request): Promise<SessionUser | null> {
  try {
    return await signInWithPassword(await contextFor(ANONYMOUS, request.headers), input);
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") {
      throw new Throttled(error.retryAfter ?? 1);
    }
    throw error;
  }
}

export const { handlers, signIn, signOut } = NextAuth(() => ({
  secret: authSecret(),
  trustHost: true,
  session: { strategy: "jwt", maxAge: 30 * 24 * 60 * 60 },
  pages: { signIn: "/login", error: "/login" },
  providers: [
    Credentials({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize,
    }),
  ],
  callbacks: {
    // The token names the user and the session's epoch; role and state are read on every request.
    jwt: ({ token, user }) => {
      const signedIn = user as SessionUser | undefined;
      if (!signedIn) return token;
      return { sub: signedIn.id, epoch: signedIn.epoch };
    },
    session: ({ session }) => ({ expires: session.expires }),
  },
  logger: {
    error: (error) => {
      const type = error instanceof AuthError ? error.type : undefined;
      if (type !== undefined && CALLERS_OWN.includes(type)) return;
      log().error({ err: error }, "authentication failed");
    },
    warn: () => undefined,
    debug: () => undefined,
  },
}));
