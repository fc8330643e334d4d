"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { boundsContract } from "./contract";
import { removeBound, setBound } from "./server/service";

export const setBoundAction = defineAction(boundsContract.set, ({ ctx, body }) =>
  setBound(ctx, body),
);

export const removeBoundAction = defineAction(boundsContract.remove, ({ ctx, params }) =>
  removeBound(ctx, params.id),
);
