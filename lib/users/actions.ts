"use server";

import { z } from "zod";
import { endSession, startSession } from "@/lib/auth/server/start-session";
import { defineAction } from "@/lib/http/server/define-action";
import { AppError } from "@/lib/errors";
import {
  accountInput,
  nameInput,
  passwordInput,
  resetInput,
  resetToken,
  user,
  userPatch,
} from "./schema";
import { changeName, changePassword, endSessions } from "./server/account-service";
import { makeResetLink, readReset, resetPassword } from "./server/reset-service";
import { patchUser, register, setUp } from "./server/service";

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

/** @throws 401, 403, 404 `user_not_found`, 409 `last_admin`, 422 */
export const patchUserAction = defineAction(
  z.object({ id: z.string(), patch: userPatch }),
  async (ctx, { id, patch }) => user.parse(await patchUser(ctx, id, patch)),
);

/** @throws 401, 403, 404 `user_not_found`; the secret is in this answer alone */
export const makeResetLinkAction = defineAction(z.object({ id: z.string() }), (ctx, { id }) =>
  makeResetLink(ctx, id),
);

/** @throws 404 `reset_not_found` */
export const readResetAction = defineAction(resetToken, (ctx, { token }) => readReset(ctx, token));

/**
 * Sets the password and signs in, in the place of whoever was. The password is set also where its
 * user may not sign in at present.
 * @throws 404 `reset_not_found`, 422
 */
export const resetPasswordAction = defineAction(resetInput, async (ctx, input) => {
  const { email } = await resetPassword(ctx, input);
  try {
    await startSession(email, input.password);
    return { signed_in: true };
  } catch (error) {
    if (error instanceof AppError) return { signed_in: false };
    throw error;
  }
});
