import { defineRoute, handle } from "@/lib/http/server/define-route";
import { keysContract } from "@/lib/keys/contract";
import { createKey, listKeys } from "@/lib/keys/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(keysContract.list, async ({ ctx }) => ({ data: await listKeys(ctx) })),
  handle(keysContract.create, async ({ ctx, body }) => ({ data: await createKey(ctx, body) })),
);
