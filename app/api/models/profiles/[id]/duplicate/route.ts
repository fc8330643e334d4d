import { defineRoute, handle } from "@/lib/http/define-route";
import { profileReply } from "@/lib/http/profile-reply";
import { profilesContract } from "@/lib/profiles/contract";
import { duplicateProfile } from "@/lib/profiles/server/service";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute(
  handle(profilesContract.duplicate, async ({ ctx, params, body }) =>
    profileReply(await duplicateProfile(ctx, params.id, body.name), { created: true }),
  ),
);
