"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { keysContract } from "./contract";
import { createKey, revokeKey, revokeUserKey } from "./server/service";

export const createKeyAction = defineAction(keysContract.create, ({ ctx, body }) =>
  createKey(ctx, body),
);

export const revokeKeyAction = defineAction(keysContract.revoke, ({ ctx, params }) =>
  revokeKey(ctx, params.id),
);

export const revokeUserKeyAction = defineAction(keysContract.revokeOfUser, ({ ctx, params }) =>
  revokeUserKey(ctx, params.id, params.key),
);
