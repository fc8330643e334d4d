"use server";

import { z } from "zod";
import { defineAction } from "@/lib/http/server/define-action";
import { bound, boundInput } from "./schema";
import { removeBound, setBound } from "./server/service";

/** Makes a bound, or replaces the one on the same field and task. @throws 401, 403, 422 */
export const setBoundAction = defineAction(boundInput, async (ctx, input) =>
  bound.parse(await setBound(ctx, input)),
);

/** @throws 401, 403, 404 `bound_not_found` */
export const removeBoundAction = defineAction(z.object({ id: z.string() }), async (ctx, { id }) => {
  await removeBound(ctx, id);
  return null;
});
