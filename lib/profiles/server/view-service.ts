import "server-only";
import type { Reader } from "@/db/transaction";
import type { Viewer } from "@/lib/actor";
import type { Context } from "@/lib/context";
import type { Catalog } from "@/lib/models/server/catalog-service";
import { taskByType } from "@/lib/registry/tasks";
import { chainFrom } from "@/lib/values/bases";
import { accessTo, decide } from "../policy";
import type { Profile } from "../schema";
import { type ProfileRow, selectWithBases } from "./repository";

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

/** A stored profile as this caller sees it. */
export function viewProfile(ctx: Context, catalog: Catalog, row: ProfileRow): Profile {
  const { name_key: _nameKey, ...profile } = row;
  return {
    ...profile,
    task: taskByType(row.type)?.key ?? String(row.type),
    read_only: decide(ctx.actor, "write", accessTo(row)) !== "allow",
    model_available: catalog.byId.has(row.model_name),
  };
}
