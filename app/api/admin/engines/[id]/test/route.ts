import { enginesContract } from "@/lib/engines/contract";
import { testEngine } from "@/lib/engines/server/health-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.test, async ({ ctx, params }) => ({
    data: await testEngine(ctx, params.id),
  })),
);
