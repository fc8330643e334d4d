import { dataOf } from "@/lib/http/browser/actions";
import { signInAction, signOutAction, signOutEverywhereAction } from "./actions";
import type { SignInInput } from "./schema";

/** Signs the browser in. @throws ProblemError `unauthenticated`, `rate_limited` */
export function signIn(input: SignInInput): Promise<null> {
  return dataOf(signInAction(input));
}

/** Signs the browser out. */
export function signOut(): Promise<null> {
  return dataOf(signOutAction(undefined));
}

/** Signs all browsers out, this one too. @throws ProblemError */
export function signOutEverywhere(): Promise<null> {
  return dataOf(signOutEverywhereAction(undefined));
}
