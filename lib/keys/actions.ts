"use server";

import { z } from "zod";
import { defineAction } from "@/lib/http/server/define-action";
import { keyInput, newApiKey } from "./schema";
import { createKey, revokeKey } from "./server/service";

/** @throws 401, 403, 422; the secret is in this answer alone */
export const createKeyAction = defineAction(keyInput, async (ctx, input) =>
  newApiKey.parse(await createKey(ctx, input)),
);

/** @throws 401, 404 `key_not_found` */
export const revokeKeyAction = defineAction(z.object({ id: z.string() }), async (ctx, { id }) => {
  await revokeKey(ctx, id);
  return null;
});
