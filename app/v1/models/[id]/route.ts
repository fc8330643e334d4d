import { gatewayContract } from "@/lib/gateway/contract";
import { getGatewayModel } from "@/lib/gateway/server/models-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(gatewayContract.model, async ({ ctx, params, header }) => ({
    data: await getGatewayModel(ctx, params.id, header("X-On-Behalf-Of")),
  })),
);
