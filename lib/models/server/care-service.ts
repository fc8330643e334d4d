import "server-only";
import path from "node:path";
import { requireAdmin } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { FILE_SOURCE } from "../source";
import { currentCatalog } from "./catalog-service";
import { readCorrections } from "./corrections-service";
import { findRead } from "./reads-repository";
import { countOf, viewRead } from "./views";

/** What is loaded and how the file was read, with the models by id. @throws 401, 403 */
export async function catalogOrigins(ctx: Context) {
  requireAdmin(ctx.actor);
  const catalog = await currentCatalog(ctx);
  return {
    byId: catalog.byId,
    models: catalog.entries.length,
    file: {
      path: path.resolve(readEnv().MODELS_FILE),
      models: countOf(catalog, FILE_SOURCE),
      read: viewRead(await findRead(ctx.db.read, FILE_SOURCE)),
    },
    corrections: await readCorrections(ctx, catalog),
  };
}
