import { gatewayContract } from "@/lib/gateway/contract";
import { dryRunRequest } from "@/lib/gateway/server/dry-run-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(gatewayContract.dryRun, async ({ ctx, body, query }) => ({
    data: await dryRunRequest(ctx, body, query.render),
  })),
);
