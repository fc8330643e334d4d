import "server-only";
import path from "node:path";
import { requireAdmin } from "@/lib/auth/actor";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/env";
import { modelUse } from "@/lib/profiles/server/model-use-service";
import { FILE_SOURCE } from "../source-kinds";
import type { CatalogCare } from "../source-schema";
import { loadCatalog } from "./catalog";
import { selectReads, selectSources } from "./sources-repository";
import { countOf, viewRead, viewSource } from "./views";

/** What is loaded and from where, and what profiles name that is not. @throws 401, 403 */
export async function catalogCare(ctx: Context): Promise<CatalogCare> {
  requireAdmin(ctx.actor);
  const catalog = await loadCatalog(ctx.db);
  const reads = new Map((await selectReads(ctx.db.read)).map((row) => [row.source, row]));
  const sources = await selectSources(ctx.db.read);
  const used = await modelUse(ctx);
  return {
    models: catalog.entries.length,
    file: {
      path: path.resolve(readEnv().MODELS_FILE),
      models: countOf(catalog, FILE_SOURCE),
      read: viewRead(reads.get(FILE_SOURCE)),
    },
    sources: sources.map((row) => viewSource(catalog, row, reads.get(row.id))),
    missing: used.filter(({ model_name }) => !catalog.byId.has(model_name)),
  };
}
