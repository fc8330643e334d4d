import { defineRoute, handle } from "@/lib/http/server/define-route";
import { keysContract } from "@/lib/keys/contract";
import { listUserKeys } from "@/lib/keys/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(keysContract.listOfUser, async ({ ctx, params }) => ({
    data: await listUserKeys(ctx, params.id),
  })),
);
