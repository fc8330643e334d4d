"use server";

import { z } from "zod";
import { defineAction } from "@/lib/http/server/define-action";
import { signInInput } from "./schema";
import { endSession, startSession } from "./server/start-session";

/** @throws 401 `unauthenticated`, 429 `rate_limited` */
export const signInAction = defineAction(signInInput, async (_ctx, { email, password }) => {
  await startSession(email, password);
  return null;
});

export const signOutAction = defineAction(z.undefined(), async () => {
  await endSession();
  return null;
});
