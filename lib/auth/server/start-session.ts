import "server-only";
import { CredentialsSignin } from "next-auth";
import { AppError } from "@/lib/errors";
import { refusalIn, signIn, signOut } from "./next-auth";

function refusalOf({ code }: CredentialsSignin): AppError {
  const wrong = "The e-mail address or the password is wrong.";
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
