import { defineRoute, handle } from "@/lib/http/define-route";
import { modelsContract } from "@/lib/models/contract";
import { getModel } from "@/lib/models/server/service";
import { countUses } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(modelsContract.get, async ({ ctx, params }) => {
    const model = await getModel(ctx, params.id);
    return { data: { ...model, used_by: await countUses(ctx, model.id) } };
  }),
);
