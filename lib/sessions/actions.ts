"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { sessionsContract } from "./contract";
import { revokeSession } from "./server/service";

export const revokeSessionAction = defineAction(sessionsContract.revoke, ({ ctx, params }) =>
  revokeSession(ctx, params.id),
);
