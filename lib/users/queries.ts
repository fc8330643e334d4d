import { mutationOptions } from "@tanstack/react-query";
import { dataOf } from "@/lib/http/action-result";
import { registerAction, setUpAction } from "./actions";
import type { AccountInput } from "./schema";

export function setUpMutation() {
  return mutationOptions({ mutationFn: (input: AccountInput) => dataOf(setUpAction(input)) });
}

export function registerMutation() {
  return mutationOptions({ mutationFn: (input: AccountInput) => dataOf(registerAction(input)) });
}
