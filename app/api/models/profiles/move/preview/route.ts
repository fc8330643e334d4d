import { defineRoute, handle } from "@/lib/http/server/define-route";
import { movesContract } from "@/lib/moves/contract";
import { previewMove } from "@/lib/moves/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(movesContract.previewOwn, async ({ ctx, body }) => ({
    data: await previewMove(ctx, { ...body, scope: "mine" }),
  })),
);
