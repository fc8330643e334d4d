import type { Profile } from "@/lib/profiles/schema";
import { revisionTag } from "@/lib/http/server/conditional";
import type { Reply } from "@/lib/http/server/reply";

/** A profile as an answer, with its revision's tag and, for a new one, its address. */
export function profileReply(profile: Profile, { created = false } = {}): Reply {
  const headers: Record<string, string> = created
    ? { Location: `/api/models/profiles/${profile.id}` }
    : {};
  return { data: profile, headers, etag: revisionTag(profile.revision) };
}
