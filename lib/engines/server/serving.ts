import "server-only";
import { perDatabase } from "@/db/client";
import { commitCache } from "@/db/commit-cache";
import type { Context } from "@/lib/context";
import { type Catalog, currentCatalog } from "@/lib/models/server/catalog-service";
import { checkOf, type OfDatabase } from "./health";
import { type EngineRow, selectEngines } from "./repository";

interface Serving {
  version: number;
  /** The engines that are enabled, in the order in which they are tried. */
  all: readonly EngineRow[];
  /** The engine's own name for a model of the catalog; undefined if it does not serve the model. */
  servedAs: (row: EngineRow, model: string) => string | undefined;
  /** How many models of the catalog the engine serves. */
  modelsOf: (row: EngineRow) => number;
}

function nameOn(ctx: OfDatabase, catalog: Catalog, row: EngineRow, model: string) {
  if (row.models !== "*" && Object.hasOwn(row.models, model)) return row.models[model];
  const own = catalog.sourcesOf.get(model)?.find(({ source }) => source === row.id);
  if (own) return own.model;
  const isListed = row.models === "*" && checkOf(ctx, row)?.models.has(model);
  return isListed ? model : undefined;
}

/** Which engines serve which models; in memory as long as neither engines nor the catalog change. */
async function currentServing(ctx: Context): Promise<Serving> {
  const { db } = ctx;
  const cache = perDatabase<{ serving?: Serving }>(db, "engines serving", () => ({}));
  const catalog = await currentCatalog(ctx);
  if (cache.serving?.version === catalog.version) return cache.serving;
  const all = (await selectEngines(db.read)).filter(({ enabled }) => enabled);
  cache.serving = {
    version: catalog.version,
    all,
    servedAs: (row, model) => nameOn({ db }, catalog, row, model),
    modelsOf: (row) =>
      [...catalog.byId.keys()].filter((id) => nameOn({ db }, catalog, row, id) !== undefined)
        .length,
  };
  return cache.serving;
}

const KEY = "engines serving";
/** Bytes of an entry of the cache, which is a reference. */
const SIZE = 100;

/** Which engines serve which models, without a query if nothing was committed since it was last asked. */
export async function enginesServing(ctx: Context): Promise<Serving> {
  const { version = null } = ctx;
  const cached = commitCache(ctx.db).get<Serving>(version, KEY);
  if (cached) return cached;
  const serving = await currentServing(ctx);
  commitCache(ctx.db).set(version, KEY, serving, SIZE);
  return serving;
}
