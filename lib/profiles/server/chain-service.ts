import "server-only";
import type { Reader } from "@/db/transaction";
import type { Context } from "@/lib/context";
import { chainFrom } from "@/lib/values/bases";
import { type ProfileRow, selectWithBases } from "./repository";

/** A profile in a chain, as the database has it. */
export type ChainLink = ProfileRow;

/**
 * The chains of several profiles in one read, by id: the profile and its bases, nearest first; empty
 * for one that the user does not see.
 */
export async function loadChains(
  _ctx: Context,
  db: Reader,
  ids: readonly string[],
  userId: string,
): Promise<(id: string | null) => ChainLink[]> {
  const rows = new Map((await selectWithBases(db, ids, userId)).map((row) => [row.id, row]));
  return (id) => chainFrom(id, rows);
}
