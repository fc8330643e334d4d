import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usageContract } from "@/lib/usage/contract";
import { listRequests } from "@/lib/usage/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usageContract.list, async ({ ctx, query }) => ({ data: await listRequests(ctx, query) })),
);
