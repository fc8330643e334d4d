import { SYSTEM_USER_ID } from "@/lib/auth/actor";
import { MAX_BASES } from "./content";

/** As much of a profile as chains are made of. */
export interface Based {
  id: string;
  user_id: string;
  base_profile_id: string | null;
}

type ById = ReadonlyMap<string, Based>;

function chainFrom(start: Based, all: ById): Based[] {
  const chain: Based[] = [];
  for (let link: Based | undefined = start; link && chain.length <= MAX_BASES;) {
    chain.push(link);
    link = link.base_profile_id === null ? undefined : all.get(link.base_profile_id);
  }
  return chain;
}

/** How many profiles stand on this one, one above the other. */
function heightAbove(id: string, all: ById, limit = MAX_BASES): number {
  if (limit === 0) return 0;
  const above = [...all.values()].filter((profile) => profile.base_profile_id === id);
  return Math.max(0, ...above.map((profile) => 1 + heightAbove(profile.id, all, limit - 1)));
}

/** Why `profile` cannot be based on `candidate`, or nothing. A new profile is nobody yet: null. */
export function reasonAgainstBase(
  candidate: Based,
  profile: Based | null,
  all: ById,
): string | undefined {
  if (candidate.id === profile?.base_profile_id) return undefined;
  if (candidate.id === profile?.id) return "This is the profile itself.";
  if (profile?.user_id === SYSTEM_USER_ID && candidate.user_id !== SYSTEM_USER_ID) {
    return "A default is for everybody: it can be based on defaults alone.";
  }
  const chain = chainFrom(candidate, all);
  if (chain.some((link) => link.id === profile?.id)) {
    return "It is based on this profile: that would be a circle.";
  }
  const depth = chain.length + (profile ? heightAbove(profile.id, all) : 0);
  if (depth <= MAX_BASES) return undefined;
  return `That would be ${depth} bases below each other; ${MAX_BASES} is the most.`;
}
