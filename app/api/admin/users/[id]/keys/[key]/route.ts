import { defineRoute, handle } from "@/lib/http/server/define-route";
import { keysContract } from "@/lib/keys/contract";
import { revokeUserKey } from "@/lib/keys/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(keysContract.revokeOfUser, async ({ ctx, params }) => {
    await revokeUserKey(ctx, params.id, params.key);
    return {};
  }),
);
