import { defineRoute, handle } from "@/lib/http/server/define-route";
import { movesContract } from "@/lib/moves/contract";
import { moveProfiles } from "@/lib/moves/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(movesContract.moveOwn, async ({ ctx, body }) => ({
    data: await moveProfiles(ctx, { ...body, scope: "mine" }),
  })),
);
