import { dataOf } from "@/lib/http/browser/actions";
import { changeNameAction, readResetAction } from "./actions";
import type { NameInput, ResetSubject } from "./schema";

/** Changes the name of the signed-in user. @throws ProblemError */
export function changeName(input: NameInput): Promise<{ name: string }> {
  return dataOf(changeNameAction(input));
}

/** Whose password a link would set; the secret goes in no address. @throws ProblemError */
export function readReset(token: string): Promise<ResetSubject> {
  return dataOf(readResetAction({ token }));
}
