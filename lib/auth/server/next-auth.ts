import "server-only";
import NextAuth, { AuthError, CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isUnavailable } from "@/db/failure";
import { ANONYMOUS } from "@/lib/actor";
import { AppError } from "@/lib/errors";
import { dropAuthUrl } from "@/lib/runtime/env";
import { log } from "@/lib/runtime/log";
import { contextFor } from "./context";
import { authSecret } from "@/lib/credentials/server/secret";
import { type SessionUser, sessionUser, signInWithPassword } from "./session";

/** Errors that the caller causes; they are in the response and not logged as failures. */
const CALLER_ERRORS: readonly string[] = [
  "CredentialsSignin",
  "MissingCSRF",
  "UnknownAction",
  "InvalidCallbackUrl",
];

const THROTTLED = "rate_limited_";
const UNAVAILABLE = "database_unavailable";

/** A sign-in that could not be checked; its code carries the reason through next-auth. */
class Undecided extends CredentialsSignin {
  constructor(code: string) {
    super();
    this.code = code;
  }
}

/** The error for the code of an undecided sign-in; undefined if the credentials were wrong. */
export function refusalIn(code: string | null | undefined): AppError | undefined {
  if (code === UNAVAILABLE) {
    const detail = "The database is unavailable. You were not signed in. Try again shortly.";
    return new AppError("database_unavailable", detail, { retryAfter: 1 });
  }
  if (!code?.startsWith(THROTTLED)) return undefined;
  const retryAfter = Number(code.slice(THROTTLED.length));
  const minutes = Math.ceil(retryAfter / 60);
  const wait = `${minutes} minute${minutes === 1 ? "" : "s"}`;
  const detail = `Too many failed sign-ins. Try again in ${wait}.`;
  return new AppError("rate_limited", detail, { retryAfter });
}

async function authorize(input: unknown, request: Request): Promise<SessionUser | null> {
  try {
    return await signInWithPassword(await contextFor(ANONYMOUS, request.headers), input);
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") {
      throw new Undecided(`${THROTTLED}${error.retryAfter ?? 1}`);
    }
    if (!isUnavailable(error)) throw error;
    log().error({ err: error }, "sign-in could not be checked");
    throw new Undecided(UNAVAILABLE);
  }
}

dropAuthUrl();

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
      const signedIn = sessionUser.safeParse(user);
      return signedIn.success ? { sub: signedIn.data.id, epoch: signedIn.data.epoch } : token;
    },
    session: ({ session }) => ({ expires: session.expires }),
  },
  logger: {
    error: (error) => {
      const type = error instanceof AuthError ? error.type : undefined;
      if (type !== undefined && CALLER_ERRORS.includes(type)) return;
      log().error({ err: error }, "authentication failed");
    },
    warn: () => undefined,
    debug: () => undefined,
  },
}));

function refusalOf({ code }: CredentialsSignin): AppError {
  const wrong = "The email address or the password is wrong.";
  return refusalIn(code) ?? new AppError("unauthenticated", wrong);
}

/**
 * Signs the browser in: sets the session's cookie.
 * @throws 401 `unauthenticated`, 429 `rate_limited`, 503 `database_unavailable`
 */
export async function startSession(email: string, password: string): Promise<void> {
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    throw error instanceof CredentialsSignin ? refusalOf(error) : error;
  }
}

/** Signs the browser out. */
export async function endSession(): Promise<void> {
  await signOut({ redirect: false });
}
