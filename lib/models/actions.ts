"use server";

import { z } from "zod";
import { defineAction } from "@/lib/http/server/define-action";
import { syncReport } from "./query";
import { syncCatalog } from "./server/file-service";
import { createSource, readSourceNow, removeSource, updateSource } from "./server/sources-service";
import { catalogSource, sourceInput, sourcePatch } from "./source-schema";

const byId = z.object({ id: z.string() });

/** Reads the catalog's file again. @throws 401, 403 */
export const syncCatalogAction = defineAction(z.undefined(), async (ctx) =>
  syncReport.parse(await syncCatalog(ctx)),
);

/** @throws 401, 403, 422 */
export const createSourceAction = defineAction(sourceInput, async (ctx, input) =>
  catalogSource.parse(await createSource(ctx, input)),
);

/** @throws 401, 403, 404 `source_not_found`, 422 */
export const updateSourceAction = defineAction(
  byId.extend({ patch: sourcePatch }),
  async (ctx, { id, patch }) => catalogSource.parse(await updateSource(ctx, id, patch)),
);

/** @throws 401, 403, 404 `source_not_found` */
export const removeSourceAction = defineAction(byId, async (ctx, { id }) => {
  await removeSource(ctx, id);
  return null;
});

/** @throws 401, 403, 404 `source_not_found`, 409 `source_disabled` */
export const readSourceAction = defineAction(byId, async (ctx, { id }) =>
  catalogSource.parse(await readSourceNow(ctx, id)),
);
