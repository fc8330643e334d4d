import { enginesContract } from "@/lib/engines/contract";
import { discoverEngines } from "@/lib/engines/server/discovery-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.discover, async ({ ctx, body }) => ({
    data: await discoverEngines(ctx, body),
  })),
);
