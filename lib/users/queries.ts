import { dataOf } from "@/lib/http/action-result";
import {
  changeNameAction,
  changePasswordAction,
  registerAction,
  setUpAction,
  signOutEverywhereAction,
} from "./actions";
import type { AccountInput, NameInput, PasswordInput } from "./schema";

/** Makes the first admin and signs them in. @throws ProblemError */
export function setUp(input: AccountInput): Promise<null> {
  return dataOf(setUpAction(input));
}

/** Makes a user and signs them in. @throws ProblemError */
export function register(input: AccountInput): Promise<null> {
  return dataOf(registerAction(input));
}

/** Changes the name of whoever is signed in. @throws ProblemError */
export function changeName(input: NameInput): Promise<{ name: string }> {
  return dataOf(changeNameAction(input));
}

/** Changes the password; all other browsers are signed out. @throws ProblemError */
export function changePassword(input: PasswordInput): Promise<null> {
  return dataOf(changePasswordAction(input));
}

/** Signs all browsers out, this one too. @throws ProblemError */
export function signOutEverywhere(): Promise<null> {
  return dataOf(signOutEverywhereAction(undefined));
}
