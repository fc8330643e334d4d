import { gatewayContract } from "@/lib/gateway/contract";
import { listGatewayModels } from "@/lib/gateway/server/models-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(gatewayContract.models, async ({ ctx, header }) => ({
    data: await listGatewayModels(ctx, header("X-On-Behalf-Of")),
  })),
);
