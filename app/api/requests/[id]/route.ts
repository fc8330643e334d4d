import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usageContract } from "@/lib/usage/contract";
import { getRequest } from "@/lib/usage/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usageContract.get, async ({ ctx, params }) => ({
    data: await getRequest(ctx, params.id),
  })),
);
