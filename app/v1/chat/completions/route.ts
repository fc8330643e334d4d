import { gatewayContract } from "@/lib/gateway/contract";
import { runRequest } from "@/lib/gateway/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(gatewayContract.chat, ({ ctx, body, header, signal }) =>
    runRequest(ctx, { operation: "chat", body }, { header, signal }),
  ),
);
