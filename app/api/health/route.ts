import { healthContract } from "@/lib/health/contract";
import { checkHealth } from "@/lib/health/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(healthContract.health, async ({ ctx }) => {
    const data = await checkHealth(ctx);
    return data.status === "ok" ? { data } : { data, status: 503, headers: { "Retry-After": "1" } };
  }),
);
