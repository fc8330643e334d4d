import "server-only";
import { CredentialsSignin } from "next-auth";
import { AppError } from "@/lib/errors";
import { signIn, signOut, throttledSeconds } from "./next-auth";

function refusalOf(error: CredentialsSignin): AppError {
  const seconds = throttledSeconds(error.code);
  if (seconds === undefined) {
    return new AppError("unauthenticated", "The e-mail address or the password is wrong.");
  }
  const minutes = Math.ceil(seconds / 60);
  const wait = `${minutes} minute${minutes === 1 ? "" : "s"}`;
  const detail = `Too many failed sign-ins of this account or address. Try again in ${wait}.`;
  return new AppError("rate_limited", detail, { retryAfter: seconds });
}

/**
 * Signs the browser in: sets the session's cookie.
 * @throws 401 `unauthenticated`, 429 `rate_limited`
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
