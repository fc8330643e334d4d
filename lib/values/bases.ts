import { SYSTEM_USER_ID } from "@/lib/actor";
import { MAX_BASES } from "./content";

/** The part of a profile that forms chains. */
export interface Based {
  id: string;
  user_id: string;
  base_profile_id: string | null;
}

/** A profile and its bases, nearest first; ends at a cycle, which no write allows. */
export function chainFrom<R extends Pick<Based, "base_profile_id">>(
  id: string | null,
  all: ReadonlyMap<string, R>,
): R[] {
  const chain: R[] = [];
  for (let next = id; next !== null;) {
    const link = all.get(next);
    if (!link || chain.includes(link)) break;
    chain.push(link);
    next = link.base_profile_id;
  }
  return chain;
}

/** The number of levels of profiles based on this one, counted up to one too many. */
export function heightAbove(
  id: string,
  all: ReadonlyMap<string, Based>,
  limit = MAX_BASES + 1,
): number {
  if (limit === 0) return 0;
  const above = [...all.values()].filter((profile) => profile.base_profile_id === id);
  return Math.max(0, ...above.map((profile) => 1 + heightAbove(profile.id, all, limit - 1)));
}

/** A profile that gets a base; a new profile has only an owner. */
export interface Heir {
  id: string | undefined;
  user_id: string | undefined;
  /** The number of levels of profiles based on it. */
  height: number;
}

export type BaseRefusal =
  { code: "itself" | "cycle" | "not_default" } | { code: "too_deep"; depth: number };

/** Why a profile cannot be based on the first of `chain`, a base and its bases; undefined if it can. */
export function baseRefusal(
  { id, user_id, height }: Heir,
  chain: readonly Based[],
): BaseRefusal | undefined {
  if (id !== undefined && chain[0]?.id === id) return { code: "itself" };
  if (user_id === SYSTEM_USER_ID && chain[0]?.user_id !== SYSTEM_USER_ID) {
    return { code: "not_default" };
  }
  if (id !== undefined && chain.some((link) => link.id === id)) return { code: "cycle" };
  const depth = chain.length + height;
  return depth > MAX_BASES ? { code: "too_deep", depth } : undefined;
}
