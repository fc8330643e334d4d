import { enginesContract } from "@/lib/engines/contract";
import { listServedModels } from "@/lib/engines/server/target-service";
import { defineRoute, handle } from "@/lib/http/server/define-route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(enginesContract.served, async ({ ctx }) => ({ data: await listServedModels(ctx) })),
);
