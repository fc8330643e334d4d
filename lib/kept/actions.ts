"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { keptContract } from "./contract";
import { emptyKept, setKeeping } from "./server/service";

export const setKeepingAction = defineAction(keptContract.set, ({ ctx, params, body }) =>
  setKeeping(ctx, params.id, body.enabled),
);

export const emptyKeptAction = defineAction(keptContract.empty, ({ ctx, params }) =>
  emptyKept(ctx, params.id),
);
