import { boundsContract } from "@/lib/bounds/contract";
import { removeBound } from "@/lib/bounds/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(boundsContract.remove, async ({ ctx, params }) => {
    await removeBound(ctx, params.id);
    return {};
  }),
);
