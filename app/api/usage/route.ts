import { defineRoute, handle } from "@/lib/http/server/define-route";
import { usageContract } from "@/lib/usage/contract";
import { sumUsage } from "@/lib/usage/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(usageContract.sums, async ({ ctx, query }) => ({ data: await sumUsage(ctx, query) })),
);
