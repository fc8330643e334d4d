import { boundsContract } from "@/lib/bounds/contract";
import { setBound } from "@/lib/bounds/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(boundsContract.set, async ({ ctx, body }) => ({ data: await setBound(ctx, body) })),
);
