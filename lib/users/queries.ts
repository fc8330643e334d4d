import { dataOf } from "@/lib/http/action-result";
import { registerAction, setUpAction } from "./actions";
import type { AccountInput } from "./schema";

/** Makes the first admin and signs them in. @throws ProblemError */
export function setUp(input: AccountInput): Promise<null> {
  return dataOf(setUpAction(input));
}

/** Makes a user and signs them in. @throws ProblemError */
export function register(input: AccountInput): Promise<null> {
  return dataOf(registerAction(input));
}
