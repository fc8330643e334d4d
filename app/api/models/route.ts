import { defineRoute, handle } from "@/lib/http/server/define-route";
import { modelsContract } from "@/lib/models/contract";
import { listModels } from "@/lib/models/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(modelsContract.list, async ({ ctx, query }) => ({ data: await listModels(ctx, query) })),
);
