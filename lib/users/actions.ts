"use server";

import { startSession } from "@/lib/auth/server/start-session";
import { defineAction } from "@/lib/http/define-action";
import { accountInput } from "./schema";
import { register, setUp } from "./server/service";

/** Makes the first admin and signs them in. @throws 409 `already_set_up`, 422 */
export const setUpAction = defineAction(accountInput, async (ctx, input) => {
  await setUp(ctx, input);
  await startSession(input.email, input.password);
  return null;
});

/** Makes a user and signs them in. @throws 403 `registration_closed`, 409 `email_taken`, 422 */
export const registerAction = defineAction(accountInput, async (ctx, input) => {
  await register(ctx, input);
  await startSession(input.email, input.password);
  return null;
});
