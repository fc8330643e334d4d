"use server";

import { z } from "zod";
import { defineAction } from "@/lib/http/define-action";
import { deletion } from "./query";
import { profile } from "./schema";
import { removeProfile } from "./server/remove-service";
import { duplicateProfile } from "./server/service";

const byId = z.object({ id: z.string() });
/** A copy of the caller's own, under a free name. @throws 401, 404, 422 */
export const duplicateProfileAction = defineAction(byId, async (ctx, { id }) =>
  profile.parse(await duplicateProfile(ctx, id)),
);

/** @throws 401, 403, 404, 409 `default_required` */
export const deleteProfileAction = defineAction(byId, async (ctx, { id }) =>
  deletion.parse(await removeProfile(ctx, id, null)),
);
