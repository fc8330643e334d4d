import { defineRoute, handle } from "@/lib/http/server/define-route";
import { keysContract } from "@/lib/keys/contract";
import { revokeKey } from "@/lib/keys/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(keysContract.revoke, async ({ ctx, params }) => {
    await revokeKey(ctx, params.id);
    return {};
  }),
);
