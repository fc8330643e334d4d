import "server-only";
import type { Reader } from "@/db/transaction";
import type { Viewer } from "@/lib/actor";
import type { Context } from "@/lib/context";
import { currentBounds } from "@/lib/bounds/server/service";
import type { Catalog } from "@/lib/models/server/catalog-service";
import { taskByType } from "@/lib/registry/tasks";
import { chainFrom } from "@/lib/values/bases";
import { accessTo, decide } from "../policy";
import type { ListedValues, Profile } from "../schema";
import { nameKey } from "@/lib/values/content";
import { inherit } from "@/lib/values/inherit";
import { limitsFor } from "@/lib/values/limits";
import { findIdByName, type ProfileRow, selectOwnNames, selectWithBases } from "./repository";

/** A profile in a chain, as stored. */
export type ChainLink = ProfileRow;

/**
 * The chains of several profiles in one read, by id: the profile and its bases, nearest first; empty
 * if the viewer may not see the profile.
 */
export async function loadChains(
  _ctx: Context,
  db: Reader,
  ids: readonly string[],
  viewer: Viewer,
): Promise<(id: string | null) => ChainLink[]> {
  const rows = new Map((await selectWithBases(db, ids, viewer)).map((row) => [row.id, row]));
  return (id) => chainFrom(id, rows);
}

/** The effective values of listed profiles, in their order; the bases of all are read at once. */
export async function listEffective(
  ctx: Context,
  viewer: Viewer,
  catalog: Catalog,
  rows: readonly ProfileRow[],
): Promise<ListedValues[]> {
  const bases = [...new Set(rows.flatMap(({ base_profile_id }) => base_profile_id ?? []))];
  const chainOf = await loadChains(ctx, ctx.db.read, bases, viewer);
  const bounds = await currentBounds(ctx, ctx.db.read);
  return rows.map((row) => {
    const task = taskByType(row.type);
    const { effective } = inherit(
      [row, ...chainOf(row.base_profile_id)],
      catalog.byId.get(row.model_name),
      task?.kind ?? "text",
      limitsFor(bounds, task?.key),
    );
    return { parameters: effective.parameters, image_settings: effective.image_settings };
  });
}

/** A stored profile as this caller sees it. */
export function viewProfile(ctx: Context, catalog: Catalog, row: ProfileRow): Profile {
  const { name_key: _nameKey, description_key: _descriptionKey, ...profile } = row;
  return {
    ...profile,
    task: taskByType(row.type)?.key ?? String(row.type),
    read_only: decide(ctx.actor, "write", accessTo(row)) !== "allow",
    model_available: catalog.byId.has(row.model_name),
  };
}

/** The id of the profile that a name means to a viewer; undefined if there is none. */
export async function findByName(
  ctx: Context,
  name: string,
  viewer: Viewer,
): Promise<string | undefined> {
  return findIdByName(ctx.db.read, nameKey(name), viewer);
}

/** Profiles of a viewer that are listed as models. */
const MAX_LISTED = 1000;

/** A viewer's own profiles without their values, by name; at most 1,000. */
export async function listOwnNames(ctx: Context, viewer: Viewer) {
  return selectOwnNames(ctx.db.read, viewer, MAX_LISTED);
}
