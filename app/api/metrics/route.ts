import { healthContract } from "@/lib/health/contract";
import { renderMetrics } from "@/lib/health/server/service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(healthContract.metrics, async ({ ctx }) => {
    const { text, type } = await renderMetrics(ctx);
    return { raw: text, headers: { "Content-Type": type } };
  }),
);
