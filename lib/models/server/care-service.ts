import "server-only";
import path from "node:path";
import { requireAdmin, type SystemActor } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { readEnv } from "@/lib/runtime/env";
import { FILE_SOURCE } from "../source";
import type { CatalogSource } from "../source-schema";
import { type Catalog, currentCatalog } from "./catalog-service";
import { findRead, selectReads, selectSources } from "./sources-repository";
import { countOf, viewRead, viewSource } from "./views";

async function readSources({ db }: Context, catalog: Catalog): Promise<CatalogSource[]> {
  const reads = new Map((await selectReads(db.read)).map((row) => [row.source, row]));
  const sources = await selectSources(db.read);
  return sources.map((row) => viewSource(catalog, row, reads.get(row.id)));
}

/** Every source beside the file with its last read, for the program itself. */
export async function surveySources(ctx: Context<SystemActor>): Promise<CatalogSource[]> {
  return readSources(ctx, await currentCatalog(ctx));
}

/** What is loaded and from where, with the models by id. @throws 401, 403 */
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
    sources: await readSources(ctx, catalog),
  };
}
