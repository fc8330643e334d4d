import "server-only";
import type { Reader } from "@/db/transaction";
import { type ProfileRow, selectWithBases } from "./repository";

/** A profile in a chain, as the database has it. */
export type ChainLink = ProfileRow;

/** A profile and its bases, nearest first; a cycle, which no write allows, would end it. */
export function chainFrom<R extends Pick<ProfileRow, "base_profile_id">>(
  id: string | null,
  rows: ReadonlyMap<string, R>,
): R[] {
  const chain: R[] = [];
  for (let next = id; next !== null;) {
    const row = rows.get(next);
    if (!row || chain.includes(row)) break;
    chain.push(row);
    next = row.base_profile_id;
  }
  return chain;
}

/** The chains of several profiles in one read, by id; empty for one that the user does not see. */
export async function loadChains(db: Reader, ids: readonly string[], userId: string) {
  const rows = new Map((await selectWithBases(db, ids, userId)).map((row) => [row.id, row]));
  return (id: string | null) => chainFrom(id, rows);
}
