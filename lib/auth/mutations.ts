import { dataOf } from "@/lib/http/browser/client";
import type { AccountInput, PasswordInput, ResetInput } from "@/lib/users/schema";
import {
  changePasswordAction,
  registerAction,
  resetPasswordAction,
  setUpAction,
  signInAction,
  signOutAction,
  signOutEverywhereAction,
} from "./actions";
import type { SignInInput } from "./schema";

/** Signs the browser in. @throws ProblemError `unauthenticated`, `rate_limited` */
export function signIn(input: SignInInput): Promise<null> {
  return dataOf(signInAction(input));
}

/** Signs the browser out. */
export function signOut(): Promise<null> {
  return dataOf(signOutAction(undefined));
}

/** Makes the first admin and signs them in. @throws ProblemError */
export function setUp(input: AccountInput) {
  return dataOf(setUpAction({ body: input }));
}

/** Makes a user and signs them in. @throws ProblemError */
export function register(input: AccountInput) {
  return dataOf(registerAction({ body: input }));
}

/** Changes the password; all other browsers are signed out. @throws ProblemError */
export function changePassword(input: PasswordInput): Promise<null> {
  return dataOf(changePasswordAction(input));
}

/** Signs all browsers out, this one too. @throws ProblemError */
export function signOutEverywhere(): Promise<null> {
  return dataOf(signOutEverywhereAction(undefined));
}

/** Sets a new password by a link and signs its user in where they may. @throws ProblemError */
export function resetPassword(input: ResetInput): Promise<{ signed_in: boolean }> {
  return dataOf(resetPasswordAction(input));
}
