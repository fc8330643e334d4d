import {
  type Based,
  type BaseRefusal,
  baseRefusal,
  chainFrom,
  heightAbove,
} from "@/lib/values/bases";
import { MAX_BASES } from "@/lib/values/content";

function refusalText(refusal: BaseRefusal): string {
  switch (refusal.code) {
    case "itself":
      return "This is the profile itself.";
    case "not_default":
      return "A default is for everybody: it can be based on defaults alone.";
    case "cycle":
      return "It is based on this profile: that would be a circle.";
    case "too_deep":
      return `That would be ${refusal.depth} bases below each other; ${MAX_BASES} is the most.`;
  }
}

/** Why `profile` cannot be based on `candidate`, or nothing. A new profile is nobody yet: null. */
export function reasonAgainstBase(
  candidate: Based,
  profile: Based | null,
  all: ReadonlyMap<string, Based>,
): string | undefined {
  if (candidate.id === profile?.base_profile_id) return undefined;
  const height = profile ? heightAbove(profile.id, all) : 0;
  const heir = { id: profile?.id, user_id: profile?.user_id, height };
  const refusal = baseRefusal(heir, [candidate, ...chainFrom(candidate.base_profile_id, all)]);
  return refusal && refusalText(refusal);
}
