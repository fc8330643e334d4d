"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { catalogContract } from "./catalog-contract";
import { getModel } from "./server/service";
import { syncCatalog } from "./server/file-service";
import { correctionsContract } from "./catalog-contract";
import { correctModel, removeCorrection } from "./server/corrections-service";

export const syncCatalogAction = defineAction(catalogContract.sync, ({ ctx }) => syncCatalog(ctx));

export const correctModelAction = defineAction(correctionsContract.patch, async (call) => {
  await correctModel(call.ctx, call.params.id, call.body);
  return getModel(call.ctx, call.params.id);
});

export const removeCorrectionAction = defineAction(correctionsContract.remove, ({ ctx, params }) =>
  removeCorrection(ctx, params.id),
);
