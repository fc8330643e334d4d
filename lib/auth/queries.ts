import { mutationOptions } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/action-result";
import { signInAction, signOutAction } from "./actions";
import type { SignInInput } from "./schema";

export function signInMutation() {
  return mutationOptions({ mutationFn: (input: SignInInput) => dataOf(signInAction(input)) });
}

export function signOutMutation() {
  return mutationOptions({ mutationFn: () => dataOf(signOutAction(undefined)) });
}
