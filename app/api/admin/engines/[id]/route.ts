import { enginesContract } from "@/lib/engines/contract";
import { removeEngine, updateEngine } from "@/lib/engines/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.patch, async ({ ctx, params, body }) => ({
    data: await updateEngine(ctx, params.id, body),
  })),
  handle(enginesContract.remove, async ({ ctx, params }) => {
    await removeEngine(ctx, params.id);
    return {};
  }),
);
