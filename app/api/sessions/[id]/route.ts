import { defineRoute, handle } from "@/lib/http/server/define-route";
import { sessionsContract } from "@/lib/sessions/contract";
import { revokeSession } from "@/lib/sessions/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(sessionsContract.revoke, async ({ ctx, params }) => {
    await revokeSession(ctx, params.id);
    return {};
  }),
);
