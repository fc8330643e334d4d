"use server";

import { z } from "zod";
import { endSession, startSession } from "@/lib/auth/server/start-session";
import { defineAction } from "@/lib/http/server/define-action";
import { AppError } from "@/lib/errors";
import { usersContract } from "./contract";
import { nameInput, passwordInput, resetInput, resetToken } from "./schema";
import { changeName, changePassword, endSessions } from "./server/account-service";
import { makeResetLink, readReset, resetPassword } from "./server/reset-service";
import { patchUser, register, setUp } from "./server/service";

/** Makes the first admin and signs them in. @throws 409 `already_set_up`, 422 */
export const setUpAction = defineAction(usersContract.setup, async ({ ctx, body }) => {
  const account = await setUp(ctx, body);
  await startSession(body.email, body.password);
  return account;
});

/** Makes a user and signs them in. @throws 403 `registration_closed`, 409 `email_taken`, 422 */
export const registerAction = defineAction(usersContract.register, async ({ ctx, body }) => {
  const account = await register(ctx, body);
  await startSession(body.email, body.password);
  return account;
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

export const patchUserAction = defineAction(usersContract.patch, ({ ctx, params, body }) =>
  patchUser(ctx, params.id, body),
);

export const makeResetLinkAction = defineAction(usersContract.resetLink, ({ ctx, params }) =>
  makeResetLink(ctx, params.id),
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
