import { dataOf } from "@/lib/http/browser/action-result";
import { signInAction, signOutAction } from "./actions";
import type { SignInInput } from "./schema";

/** Signs the browser in. @throws ProblemError `unauthenticated`, `rate_limited` */
export function signIn(input: SignInInput): Promise<null> {
  return dataOf(signInAction(input));
}

/** Signs the browser out. */
export function signOut(): Promise<null> {
  return dataOf(signOutAction(undefined));
}
