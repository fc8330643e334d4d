import {
  type Based,
  type BaseRefusal,
  baseRefusal,
  chainFrom,
  heightAbove,
} from "@/lib/values/bases";
import { MAX_BASES } from "@/lib/values/content";

function refusalMessage(refusal: BaseRefusal): string {
  switch (refusal.code) {
    case "itself":
      return "A profile cannot be based on itself.";
    case "not_default":
      return "A default can only be based on another default.";
    case "cycle":
      return "It is already based on this profile.";
    case "too_deep":
      return `This would chain ${refusal.depth} bases; the maximum is ${MAX_BASES}.`;
  }
}

/** Why `profile` (null for a new one) cannot be based on `candidate`; undefined if it can. */
export function reasonAgainstBase(
  candidate: Based,
  profile: Based | null,
  all: ReadonlyMap<string, Based>,
): string | undefined {
  if (candidate.id === profile?.base_profile_id) return undefined;
  const height = profile ? heightAbove(profile.id, all) : 0;
  const heir = { id: profile?.id, user_id: profile?.user_id, height };
  const refusal = baseRefusal(heir, [candidate, ...chainFrom(candidate.base_profile_id, all)]);
  return refusal && refusalMessage(refusal);
}
