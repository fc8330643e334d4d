import "server-only";
import { requireUser } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { cutPage, decodeCursor } from "@/lib/http/pagination";
import type { ModelQuery } from "../query";
import type { ModelEntry } from "../schema";
import { kindOf, positionOf, searchModels } from "../search";
import { currentCatalog } from "./catalog-service";
import { correctionOf } from "./corrections-service";

function available(entry: ModelEntry) {
  return { ...entry, available: true };
}

/** A page of the catalog with its facets. @throws 401, 400 `invalid_cursor` */
export async function listModels(ctx: Context, query: ModelQuery) {
  requireUser(ctx.actor, "read");
  const { sort, limit } = query;
  const after = decodeCursor(sort, query.cursor, kindOf(sort));
  const catalog = await currentCatalog(ctx);
  const { rows, total, facets } = searchModels(catalog.rows, query, after);
  const page = cutPage(rows, limit, sort, (row) => positionOf(row, sort));
  const data = page.data.flatMap((row) => catalog.byId.get(row.id) ?? []).map(available);
  return { ...page, data, total, facets };
}

/** The whole catalog, a line a model, in order of the ids. @throws 401 */
export async function listModelRows(ctx: Context) {
  requireUser(ctx.actor, "read");
  return { data: (await currentCatalog(ctx)).rows };
}

/** A model with its correction. @throws 401, 404 `model_not_found` */
export async function getModel(ctx: Context, id: string) {
  requireUser(ctx.actor, "read");
  const { byId } = await currentCatalog(ctx);
  const entry = byId.get(id);
  if (!entry) throw new AppError("model_not_found", `The catalog has no model with this id.`);
  const correction = await correctionOf(ctx, id);
  return { ...available(entry), ...(correction ? { correction } : {}) };
}
