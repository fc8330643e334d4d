import { dataOf } from "@/lib/http/browser/actions";
import type { AccountInput, PasswordInput, ResetInput } from "@/lib/users/schema";
import { changePasswordAction, registerAction, resetPasswordAction, setUpAction } from "./actions";

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

/** Sets a new password by a link and signs its user in where they may. @throws ProblemError */
export function resetPassword(input: ResetInput): Promise<{ signed_in: boolean }> {
  return dataOf(resetPasswordAction(input));
}
