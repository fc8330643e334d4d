import { defineRoute, handle } from "@/lib/http/server/define-route";
import { correctionsContract } from "@/lib/models/catalog-contract";
import { correctModel, removeCorrection } from "@/lib/models/server/corrections-service";
import { getModel } from "@/lib/models/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(correctionsContract.patch, async ({ ctx, params: { id }, body }) => {
    await correctModel(ctx, id, body);
    return { data: await getModel(ctx, id) };
  }),
  handle(correctionsContract.remove, async ({ ctx, params: { id } }) => {
    await removeCorrection(ctx, id);
    return {};
  }),
);
