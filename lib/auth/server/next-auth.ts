import "server-only";
import NextAuth, { AuthError, CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { isUnavailable } from "@/db/failure";
import { ANONYMOUS } from "@/lib/actor";
import { clock } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { endSession, findSession } from "@/lib/sessions/server/service";
import { dropAuthUrl, readEnv } from "@/lib/runtime/env";
import { log } from "@/lib/runtime/log";
import { contextFor } from "./context";
import { authSecret } from "@/lib/credentials/server/secret";
import { sessionToken, signInWithPassword } from "./session";

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

/** What next-auth calls the user of a sign-in; the id is that of the new session. */
const newSession = z.object({ id: z.string() });

async function authorize(
  input: unknown,
  { headers }: Request,
): Promise<z.infer<typeof newSession> | null> {
  try {
    const ctx = await contextFor(ANONYMOUS, headers);
    const id = await signInWithPassword(ctx, input, headers.get("user-agent"));
    return id === null ? null : { id };
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") {
      throw new Undecided(`${THROTTLED}${error.retryAfter ?? 1}`);
    }
    if (!isUnavailable(error)) throw error;
    log().error({ err: error }, "sign-in could not be checked");
    throw new Undecided(UNAVAILABLE);
  }
}

/** The id in a token, if its session has not ended. */
async function liveSession(token: unknown): Promise<{ sid: string } | null> {
  const { data } = sessionToken.safeParse(token);
  const found = data && (await findSession(await contextFor(ANONYMOUS, new Headers()), data.sid));
  if (!found || found.session.expires_at <= clock.iso() || found.owner.disabled) return null;
  return data;
}

dropAuthUrl();

export const { handlers, signIn, signOut } = NextAuth(() => ({
  secret: authSecret(),
  trustHost: true,
  session: { strategy: "jwt", maxAge: readEnv().SESSION_DAYS * 24 * 60 * 60 },
  pages: { signIn: "/login", error: "/login" },
  providers: [
    Credentials({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize,
    }),
  ],
  callbacks: {
    // The token only names the session; user, role and status are read on every request. Without a
    // user, next-auth is about to renew the cookie.
    jwt: ({ token, user }) => {
      const { data } = newSession.safeParse(user);
      return data ? { sid: data.id } : liveSession(token);
    },
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    signOut: async (message) => {
      const { data } = sessionToken.safeParse("token" in message ? message.token : null);
      if (data) await endSession(await contextFor(ANONYMOUS, new Headers()), data.sid);
    },
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
export async function signInBrowser(email: string, password: string): Promise<void> {
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    throw error instanceof CredentialsSignin ? refusalOf(error) : error;
  }
}

/** Signs the browser out: ends its session and removes the cookie. */
export async function signOutBrowser({ actor, db }: Context): Promise<void> {
  // next-auth only logs what its event throws, and removes the cookie of a session that goes on.
  if (actor.kind === "user" && actor.session !== null) await endSession({ db }, actor.session);
  await signOut({ redirect: false });
}
