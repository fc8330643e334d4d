"use server";

import { z } from "zod";
import { endSession, startSession } from "@/lib/auth/server/start-session";
import { defineAction } from "@/lib/http/define-action";
import { accountInput, nameInput, passwordInput } from "./schema";
import { changeName, changePassword, endSessions } from "./server/account-service";
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

/** @throws 401, 403 with an API key, 422 */
export const changeNameAction = defineAction(nameInput, (ctx, { name }) => changeName(ctx, name));

/**
 * Signs all other browsers out, and this one in again.
 * @throws 401, 403 with an API key, 422, 429 `rate_limited`
 */
export const changePasswordAction = defineAction(passwordInput, async (ctx, input) => {
  const { email } = await changePassword(ctx, input);
  await startSession(email, input.new_password);
  return null;
});

/** Signs all browsers out, this one too. @throws 401, 403 with an API key */
export const signOutEverywhereAction = defineAction(z.undefined(), async (ctx) => {
  await endSessions(ctx);
  await endSession();
  return null;
});
