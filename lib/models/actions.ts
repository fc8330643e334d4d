"use server";

import { defineAction } from "@/lib/http/server/define-action";
import { catalogContract } from "./catalog-contract";
import { syncCatalog } from "./server/file-service";
import { createSource, readSourceNow, removeSource, updateSource } from "./server/sources-service";
import { sourcesContract } from "./catalog-contract";

export const syncCatalogAction = defineAction(catalogContract.sync, ({ ctx }) => syncCatalog(ctx));

export const createSourceAction = defineAction(sourcesContract.create, ({ ctx, body }) =>
  createSource(ctx, body),
);

export const updateSourceAction = defineAction(sourcesContract.patch, ({ ctx, params, body }) =>
  updateSource(ctx, params.id, body),
);

export const removeSourceAction = defineAction(sourcesContract.remove, ({ ctx, params }) =>
  removeSource(ctx, params.id),
);

export const readSourceAction = defineAction(sourcesContract.read, ({ ctx, params }) =>
  readSourceNow(ctx, params.id),
);
