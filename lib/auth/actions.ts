"use server";

import { z } from "zod";
import { AppError } from "@/lib/errors";
import { defineAction } from "@/lib/http/server/define-action";
import { usersContract } from "@/lib/users/contract";
import { passwordInput, resetInput } from "@/lib/users/schema";
import { changePassword, endSessions } from "@/lib/users/server/account-service";
import { resetPassword } from "@/lib/users/server/reset-service";
import { register, setUp } from "@/lib/users/server/service";
import { signInInput } from "./schema";
import { signInBrowser, signOutBrowser } from "./server/next-auth";

/** @throws 401 `unauthenticated`, 429 `rate_limited` */
export const signInAction = defineAction(signInInput, async (_ctx, { email, password }) => {
  await signInBrowser(email, password);
  return null;
});

export const signOutAction = defineAction(z.undefined(), async (ctx) => {
  await signOutBrowser(ctx);
  return null;
});

/** Makes the first admin and signs them in. @throws 409 `already_set_up`, 422 */
export const setUpAction = defineAction(usersContract.setup, async ({ ctx, body }) => {
  const account = await setUp(ctx, body);
  await signInBrowser(body.email, body.password);
  return account;
});

/** Makes a user and signs them in. @throws 403 `registration_closed`, 409 `email_taken`, 422 */
export const registerAction = defineAction(usersContract.register, async ({ ctx, body }) => {
  const account = await register(ctx, body);
  await signInBrowser(body.email, body.password);
  return account;
});

/**
 * Signs all other browsers out, and this one in again.
 * @throws 401, 403 with an API key, 422, 429 `rate_limited`
 */
export const changePasswordAction = defineAction(passwordInput, async (ctx, input) => {
  const { email } = await changePassword(ctx, input);
  await signInBrowser(email, input.new_password);
  return null;
});

/** Signs all browsers out, this one too. @throws 401, 403 with an API key */
export const signOutEverywhereAction = defineAction(z.undefined(), async (ctx) => {
  await endSessions(ctx);
  await signOutBrowser(ctx);
  return null;
});

/**
 * Sets the password and signs its user in; a session of another user in this browser ends. The
 * password is set even if its user may not sign in at present.
 * @throws 404 `reset_not_found`, 422
 */
export const resetPasswordAction = defineAction(resetInput, async (ctx, input) => {
  const { email } = await resetPassword(ctx, input);
  try {
    await signInBrowser(email, input.password);
    return { signed_in: true };
  } catch (error) {
    if (error instanceof AppError) return { signed_in: false };
    throw error;
  }
});
