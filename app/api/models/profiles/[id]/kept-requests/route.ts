import { defineRoute, handle } from "@/lib/http/server/define-route";
import { keptContract } from "@/lib/kept/contract";
import { emptyKept, listKept, setKeeping } from "@/lib/kept/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(keptContract.list, async ({ ctx, params, query }) => ({
    data: await listKept(ctx, params.id, query),
  })),
  handle(keptContract.set, async ({ ctx, params, body }) => ({
    data: await setKeeping(ctx, params.id, body.enabled),
  })),
  handle(keptContract.empty, async ({ ctx, params }) => {
    await emptyKept(ctx, params.id);
    return {};
  }),
);
