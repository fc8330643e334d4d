import { enginesContract } from "@/lib/engines/contract";
import { readEngineNow } from "@/lib/engines/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.read, async ({ ctx, params }) => ({
    data: await readEngineNow(ctx, params.id),
  })),
);
