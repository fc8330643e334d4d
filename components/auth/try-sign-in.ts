import { signIn } from "@/lib/auth/session-mutations";
import type { SignInInput } from "@/lib/auth/schema";
import { failureText, ProblemError } from "@/lib/http/browser/failure";

/** Signs the browser in. The text to show if that fails, otherwise null. */
export async function trySignIn(input: SignInInput): Promise<string | null> {
  try {
    await signIn(input);
    return null;
  } catch (error) {
    return error instanceof ProblemError ? error.problem.detail : failureText(error).detail;
  }
}
