import { defineRoute, handle } from "@/lib/http/server/define-route";
import { modelsContract } from "@/lib/models/contract";
import { getModelWithUse } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(modelsContract.get, async ({ ctx, params }) => ({
    data: await getModelWithUse(ctx, params.id),
  })),
);
